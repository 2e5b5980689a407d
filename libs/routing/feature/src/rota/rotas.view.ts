import { projector } from '@spoc/platform-runtime'
import { ROTAS, type RotaDocument, type RotaEvent } from '@spoc/routing-contracts'
import { idIn } from '../automation/id-in.js'

export const rotas = projector<RotaDocument, RotaEvent>({
  collection: ROTAS,
  version: 1,
  on: {
    'routing.rota-defined.v1': ({ stream, data, revision }, into) =>
      into.put(idIn(stream), (found) => ({
        _id: idIn(stream),
        ...data,
        nameKey: data.name.toLowerCase(),
        overrides: found?.overrides ?? [],
        revision,
      })),
    'routing.override-added.v1': ({ stream, data, revision }, into) =>
      into.put(idIn(stream), (found) => found && { ...found, overrides: [...found.overrides, data], revision }),
    'routing.override-removed.v1': ({ stream, data, revision }, into) =>
      into.put(
        idIn(stream),
        (found) =>
          found && {
            ...found,
            overrides: found.overrides.filter(({ overrideId }) => overrideId !== data.overrideId),
            revision,
          },
      ),
  },
})
