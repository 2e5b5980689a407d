import { ValidateIf } from 'class-validator'

/** For a field that may be left out. Null is not left out: it breaks the field's rules, and so never gets into a fact; with `IsOptional` it would. */
export const IfTold = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined)
