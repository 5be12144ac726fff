/** The questions that galleries and comparisons ask, as SQL. Apart from the repositories so that a test can ask SQLite how it would answer them. */
import { and, asc, desc, eq, gte, lt, type SQL, sql } from 'drizzle-orm';
import { FAKE, type Label } from '#shared/domain/labels.ts';
import type { EvaluationId, Pile } from '#shared/domain/records.ts';
import { predictions } from './schema.ts';

/** All that is given must hold. */
export type PredictionFilter = {
  readonly label?: Label;
  readonly predicted?: Label;
  readonly isMistake?: boolean;
  /** From `from` up to but without `below`; P(fake). */
  readonly score?: { readonly from: number; readonly below: number };
};

/** `mostWrong`: by falling loss, so that the most confident mistakes come first, whatever the threshold. */
export const PREDICTION_ORDERS = [
  'image',
  'mostWrong',
  'leastWrong',
  'highestScore',
  'lowestScore',
  'leastCertain',
] as const;
export type PredictionOrder = (typeof PREDICTION_ORDERS)[number];

const isCalledFake = (threshold: number) => sql`${predictions.score} >= ${threshold}`;

export function predictionsWhere(
  evaluationId: EvaluationId,
  filter: PredictionFilter,
  threshold: number,
): SQL | undefined {
  const { label, predicted, isMistake, score } = filter;
  const isFake = isCalledFake(threshold);
  return and(
    eq(predictions.evaluationId, evaluationId),
    label === undefined ? undefined : eq(predictions.label, label),
    predicted === undefined
      ? undefined
      : predicted === FAKE
        ? gte(predictions.score, threshold)
        : lt(predictions.score, threshold),
    isMistake === undefined ? undefined : sql`((${isFake}) <> (${predictions.label} = ${FAKE})) = ${isMistake ? 1 : 0}`,
    score === undefined ? undefined : and(gte(predictions.score, score.from), lt(predictions.score, score.below)),
  );
}

/** Ties fall to the image, so that pages neither repeat nor leave out a row. */
export function predictionsOrder(order: PredictionOrder, threshold: number): readonly SQL[] {
  const { imageId, loss, score } = predictions;
  const orders: Record<PredictionOrder, readonly SQL[]> = {
    image: [asc(imageId)],
    mostWrong: [desc(loss), desc(imageId)],
    leastWrong: [asc(loss), asc(imageId)],
    highestScore: [desc(score), desc(imageId)],
    lowestScore: [asc(score), asc(imageId)],
    leastCertain: [sql`abs(${score} - ${threshold})`, asc(imageId)],
  };
  return orders[order];
}

export type PairOptions = {
  readonly first: EvaluationId;
  readonly second: EvaluationId;
  readonly firstThreshold: number;
  readonly secondThreshold: number;
};

/**
 * One row for each picture that both evaluations saw and call by the same label, however often it stands in either: `image_id` (the first one's),
 * `label`, both scores, and whether each was right. The order of the join is fixed (cross join): down the first one's pictures, each looked up in the second.
 */
const pairs = ({ first, second, firstThreshold, secondThreshold }: PairOptions): SQL => sql`
  select min(a.image_id) as image_id, b.image_id as second_image_id, a.label as label, a.score as first_score, b.score as second_score,
    (a.score >= ${firstThreshold}) = (a.label = ${FAKE}) as first_right,
    (b.score >= ${secondThreshold}) = (b.label = ${FAKE}) as second_right
  from predictions a indexed by predictions_by_picture cross join predictions b indexed by predictions_by_picture
  where a.evaluation_id = ${first} and b.evaluation_id = ${second} and b.picture_id = a.picture_id and b.label = a.label
  group by a.picture_id`;

export const pileCounts = (options: PairOptions): SQL => sql`
  select coalesce(sum(first_right and second_right), 0) as bothRight,
    coalesce(sum(first_right and not second_right), 0) as onlyFirst,
    coalesce(sum(second_right and not first_right), 0) as onlySecond,
    coalesce(sum(not first_right and not second_right), 0) as bothWrong
  from (${pairs(options)})`;

const RIGHT: Readonly<Record<Pile, readonly [first: 0 | 1, second: 0 | 1]>> = {
  bothRight: [1, 1],
  onlyFirst: [1, 0],
  onlySecond: [0, 1],
  bothWrong: [0, 0],
};

/** Those whose scores differ most come first. */
export function pilePage(
  options: PairOptions,
  page: { readonly pile: Pile; readonly limit: number; readonly offset: number },
): SQL {
  const [first, second] = RIGHT[page.pile];
  return sql`
    select pair.image_id as imageId, pair.second_image_id as secondImageId, images.path as path, pair.label as label,
      pair.first_score as firstScore, pair.second_score as secondScore
    from (
      select * from (${pairs(options)}) where first_right = ${first} and second_right = ${second}
      order by abs(first_score - second_score) desc, image_id limit ${page.limit} offset ${page.offset}
    ) pair join images on images.id = pair.image_id
    order by abs(pair.first_score - pair.second_score) desc, pair.image_id`;
}

/** All of a pile in the order of `pilePage`, as rows of image, second one's image, label, both scores. */
export function pileRows(options: PairOptions, pile: Pile): SQL {
  const [first, second] = RIGHT[pile];
  return sql`
    select image_id, second_image_id, label, first_score, second_score
    from (${pairs(options)}) where first_right = ${first} and second_right = ${second}
    order by abs(first_score - second_score) desc, image_id`;
}

/** How many different pictures an evaluation saw. */
export const pictureCount = (evaluation: EvaluationId): SQL => sql`
  select count(distinct picture_id) as count from predictions indexed by predictions_by_picture where evaluation_id = ${evaluation}`;

/** How many different pictures of the first the second one saw too, by whatever label. */
export const sharedPictureCount = ({ first, second }: Pick<PairOptions, 'first' | 'second'>): SQL => sql`
  select count(*) as count
  from (select distinct picture_id from predictions indexed by predictions_by_picture where evaluation_id = ${first}) a
  where exists (
    select 1 from predictions b indexed by predictions_by_picture where b.evaluation_id = ${second} and b.picture_id = a.picture_id)`;

/** All pictures of an evaluation in their order, and all pictures with their labels, as two long texts: to be hashed. */
export const pictureTexts = (evaluation: EvaluationId): SQL => sql`
  select coalesce(group_concat(picture_id), '') as pictures, coalesce(group_concat(picture_id || ':' || label), '') as labelled
  from (select picture_id, label from predictions indexed by predictions_by_picture
    where evaluation_id = ${evaluation} order by picture_id, image_id)`;
