import ClearIcon from '@mui/icons-material/Clear';
import FilterIcon from '@mui/icons-material/FilterList';
import { IconButton, InputAdornment, TextField } from '@mui/material';
import { type KeyboardEvent, type Ref, useId, useImperativeHandle, useRef, useState } from 'react';
import type { RunRow } from '#shared/contract/runs.ts';
import type { RunField } from '#shared/domain/run-fields.ts';
import { isUnfinished } from '#shared/filter/clauses.ts';
import { type Completion, completeFilter } from '#shared/filter/complete.ts';
import { CompletionList } from './CompletionList.tsx';
import { FilterHelp } from './FilterHelp.tsx';

export type FilterBoxHandle = { readonly focus: () => void };

export type FilterBoxProps = {
  /** As the link has it. */
  readonly expression: string;
  /** Null where it can be read; else a sentence that begins with the place: "4: there is no field". */
  readonly errorOf: (expression: string) => string | null;
  /** With each change that can be read. */
  readonly onChange: (expression: string) => void;
  readonly fields: readonly RunField[];
  /** Whose values are offered. */
  readonly rows: readonly RunRow[];
  readonly ref?: Ref<FilterBoxHandle>;
};

/** The filter's expression, with what could come next below it. What cannot be read yet stays here; the table keeps to what could be read last. */
export function FilterBox({ expression, errorOf, onChange, fields, rows, ref }: FilterBoxProps) {
  const input = useRef<HTMLInputElement>(null);
  const listId = useId();
  const [known, setKnown] = useState(expression);
  const [draft, setDraft] = useState(expression);
  const [place, setPlace] = useState<number | null>(null); // of the caret, while something is offered
  const [marked, setMarked] = useState<number | null>(null);
  if (known !== expression) {
    setKnown(expression); // a chip, a view or the way back changed it
    if (draft !== expression) setDraft(expression);
  }
  useImperativeHandle(ref, () => ({ focus: () => input.current?.focus() }));

  const error = draft === expression && place !== null && isUnfinished(draft) ? null : errorOf(draft);
  const offered = place === null ? null : completeFilter(draft, place, { fields, rows });
  const options = offered?.options ?? [];
  const write = (text: string, caret: number) => {
    setDraft(text);
    setPlace(text === '' ? null : caret);
    setMarked(null);
    if (!isFieldBegun(text, caret, { fields, rows })) commit(text);
  };
  const commit = (text: string) => {
    if (text === expression || errorOf(text) !== null) return;
    setKnown(text);
    onChange(text);
  };
  const take = (option: Completion) => {
    if (offered === null) return;
    const before = draft.slice(0, offered.from) + option.text;
    const rest = draft.slice(offered.to);
    const gap = rest.startsWith(' ') || option.text === '(' ? '' : ' ';
    const caret = before.length + (gap === '' && option.text !== '(' ? 1 : gap.length);
    write(`${before}${gap}${rest}`, caret);
    requestAnimationFrame(() => input.current?.setSelectionRange(caret, caret)); // after React has written the text
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && marked === null) {
      setPlace(null);
      return commit(draft);
    }
    const acts = completionKey(event.key, { options, marked });
    if (acts === null) return;
    event.preventDefault();
    event.stopPropagation();
    if (acts.take !== undefined) return take(acts.take);
    setMarked(acts.marked ?? null);
    if (acts.closes === true) setPlace(null);
  };
  return (
    <>
      <TextField
        inputRef={input}
        fullWidth
        value={draft}
        placeholder="network = resnet18 and best.accuracy > 95% and tag = baseline"
        error={error !== null}
        helperText={error}
        onChange={({ target }) => write(target.value, target.selectionStart ?? target.value.length)}
        onKeyDown={onKeyDown}
        onBlur={() => {
          setPlace(null);
          commit(draft);
        }}
        slotProps={{
          htmlInput: {
            onClick: () => setPlace(input.current?.selectionStart ?? null),
            'aria-label': 'Filter',
            role: 'combobox',
            'aria-expanded': options.length > 0,
            'aria-controls': listId,
            'aria-autocomplete': 'list',
            ...(marked === null ? {} : { 'aria-activedescendant': `${listId}-${marked}` }),
            spellCheck: false,
            autoComplete: 'off',
          },
          input: {
            startAdornment: (
              <InputAdornment position="start">
                <FilterIcon fontSize="small" />
              </InputAdornment>
            ),
            endAdornment: (
              <>
                {draft !== '' && (
                  <IconButton aria-label="Clear the filter" onClick={() => write('', 0)}>
                    <ClearIcon fontSize="small" />
                  </IconButton>
                )}
                <FilterHelp />
              </>
            ),
          },
        }}
      />
      <CompletionList id={listId} anchor={input.current} options={options} marked={marked} onTake={take} />
    </>
  );
}

/** True while the last word may become a field: as a word alone it would empty the table for a moment. Enter takes it as it is. */
function isFieldBegun(
  text: string,
  caret: number,
  context: { readonly fields: readonly RunField[]; readonly rows: readonly RunRow[] },
): boolean {
  const { from, to, options } = completeFilter(text, caret, context);
  const word = text.slice(from, to).toLowerCase();
  const begun = options.filter(({ text: option }) => option.toLowerCase().startsWith(word));
  return word !== '' && begun.some(({ text: option }) => context.fields.some(({ name }) => name === option));
}

type KeyActs = { readonly take?: Completion; readonly marked?: number | null; readonly closes?: boolean };

function completionKey(
  key: string,
  { options, marked }: { readonly options: readonly Completion[]; readonly marked: number | null },
): KeyActs | null {
  if (options.length === 0) return null;
  const last = options.length - 1;
  if (key === 'ArrowDown') return { marked: marked === null || marked === last ? 0 : marked + 1 };
  if (key === 'ArrowUp') return { marked: marked === null || marked === 0 ? last : marked - 1 };
  if (key === 'Escape') return { closes: true };
  const option = options[marked ?? -1];
  return (key === 'Enter' || key === 'Tab') && option !== undefined ? { take: option } : null;
}
