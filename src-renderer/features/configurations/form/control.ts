import type { WrittenValue } from '#shared/config/edit/value-source.ts';
import type { FieldState } from './field-state.ts';

/** What every control of a form gets. */
export type ControlProps = {
  readonly state: FieldState;
  /** Of the label and of what describes it. */
  readonly ids: { readonly label: string; readonly description: string };
  readonly onChange: (value: WrittenValue) => void;
};
