export { compileEmail, type Compilation, type CompiledEmail, type EmailContent, type EmailSource } from './compile';
export { formatDiagnostic, type Diagnostic, type Part, type Severity, type Topic } from './diagnostics/diagnostic';
export { PartialLibrary, type PartialSource, type SourceText } from './partials/library';
export { renderEmail, type Rendering } from './render-email';
export { type RenderLimits } from './render/render';
export { type Variable, type VariableKind } from './render/variables';
export { withoutLineEnd } from './text/line-end';
export { memo } from './text/memo';
export { nearest } from './text/nearest';
