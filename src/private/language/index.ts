export { compileEmail, type Compilation, type CompiledEmail, type EmailContent, type EmailSource } from './email';
export { formatDiagnostic, type Diagnostic, type Part, type Severity, type Topic } from './diagnostic';
export { PartialLibrary, type PartialSource, type SourceText } from './partials';
export { renderEmail, type Rendering } from './renderEmail';
export { type RenderLimits } from './render';
export { type Variable, type VariableKind } from './variables';
