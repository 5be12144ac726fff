/** The configuration's keys as a text to read in a terminal. */
import { CONFIG_FIELDS, type ConfigField } from './fields.ts';
import { defaultInWords, expectation } from './wording.ts';

/** A paragraph for each key: name, title, what it takes, its default and where that comes from, what it means. Lines are not wrapped. */
export const describeConfig = (): string => CONFIG_FIELDS.map(paragraph).join('\n\n');

function paragraph(field: ConfigField): string {
  const { path, title, unit, description, source } = field;
  return [
    `${path}: ${title}`,
    `  takes    ${expectation(field)}${unit === null ? '' : ` (${unit})`}`,
    `  default  ${defaultInWords(field)}. ${source}`,
    `  ${description}`,
  ].join('\n');
}
