"""What schemathesis asks for, and looks at, beyond what it does by itself. It is told what there is in SPOC_FUZZ_TOLD (see told.ts)."""

import atexit
import json
import os
import random
from collections import Counter

import schemathesis

with open(os.environ["SPOC_FUZZ_TOLD"], encoding="utf-8") as file:
    TOLD = json.load(file)

OPERATIONS = TOLD["operations"]
CODES = frozenset(TOLD["codes"])
tally: Counter = Counter()


@schemathesis.hook
def before_call(context, case, kwargs):
    """Names things that there are, and borrows fields of a body that is taken: what is drawn at random would seldom come past the first refusal."""
    told = OPERATIONS.get(case.operation.label)
    if told is None:
        return
    # By the case alone, so that the same case is the same call whenever it is made.
    drawn = random.Random(repr((TOLD["seed"], case.operation.label, case.path_parameters, case.query, case.body)))
    for name, value in told["path"].items():
        if name in (case.path_parameters or {}) and drawn.random() < 0.7:
            case.path_parameters[name] = value
    sample = told.get("body")
    if isinstance(sample, dict) and isinstance(case.body, dict) and drawn.random() < 0.6:
        share = drawn.choice((0.5, 0.9, 1.0))
        case.body = {**case.body, **{name: value for name, value in sample.items() if drawn.random() < share}}
        if drawn.random() < 0.5:
            case.body = {name: value for name, value in case.body.items() if name in sample}


@schemathesis.hook
def after_call(context, case, response):
    tally[str(response.status_code)] += 1


@schemathesis.hook
def after_network_error(context, case, request):
    tally["no answer"] += 1


@schemathesis.check
def refused_by_a_known_code(ctx, response, case):
    """No 5xx but 503 with a time to come back; every refusal is of its own status and bears a code that the sources name."""
    status = response.status_code
    if status < 400:
        return
    body = response.json()
    assert body["code"] in CODES, f"nobody knows the code {body['code']}"
    assert str(body["status"]) == str(status), f"the body speaks of {body['status']}"
    assert status < 500 or (status == 503 and "retry-after" in {name.lower() for name in response.headers}), f"it failed: {status}"


@atexit.register
def write_tally():
    with open(os.environ["SPOC_FUZZ_TALLY"], "w", encoding="utf-8") as file:
        json.dump(tally, file)
