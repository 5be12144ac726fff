import type { WrittenValue } from '#shared/config/edit/value-source.ts';
import type { FieldState } from './field-state.ts';

/** What every control of a form gets. */
export type ControlProps = {
  readonly state: FieldState;
  /** Of the label, of the input that it is for, and of what describes it. */
  readonly ids: { readonly label: string; readonly control: string; readonly description: string };
  readonly onChange: (value: WrittenValue) => void;
};
