import {
  ColumnConfig,
  Flex,
  SearchField,
  Select,
  SortDescriptor,
  Table,
  Text,
  useBreakpoint,
  useTable,
} from '@backstage/ui';
import { ReactNode, useLayoutEffect, useMemo, useRef } from 'react';
import { useTexts } from '../../hooks/useTexts';
import { Quiet } from './cells';
import styles from './DataTable.module.css';
import { useScrollEdges } from './ScrollArea';
import edges from './ScrollArea.module.css';

/** A column; sortable when it says by what. `cell` returns a Cell of Backstage UI. */
export interface DataColumn<T extends { id: string | number }> extends Omit<
  ColumnConfig<T>,
  'isSortable'
> {
  sortBy?: (item: T) => string | number;
  /** Stands before the others where only a few have room: phones, and 200 % zoom. */
  firstWhenNarrow?: true;
}

/** What scrolls in a table of Backstage UI. */
const scrolling = '.bui-TableScrollContainer';
/** Longer tables draw only the rows that are in sight, and scroll by themselves. */
const virtualizedFrom = 60;

/** A table with an accessible name, search, sorting, and any number of rows. */
export function DataTable<T extends { id: string | number }>(props: {
  /** Accessible name. */
  label: string;
  items: T[];
  columns: DataColumn<T>[];
  /** Where a row leads, by click and by Enter. */
  hrefOf?: (item: T) => string;
  /** The text of an item that the search looks in; no search field when absent. */
  searchIn?: (item: T) => string;
  searchLabel?: string;
  /** Says how many rows are shown; needed with a search field or filters. */
  countText?: (count: number) => string;
  initialSort?: SortDescriptor;
  /** Beside the search field. */
  filters?: ReactNode;
  /** Below the table, from the items that it shows. */
  footer?: (shown: T[]) => ReactNode;
}) {
  const t = useTexts();
  const root = useRef<HTMLDivElement>(null);
  const { tableProps, search } = useTable<T>({
    mode: 'complete',
    data: props.items,
    initialSort: props.initialSort,
    paginationOptions: { type: 'none' },
    searchFn: (items, text) => matching(items, text, props.searchIn),
    sortFn: (items, sort) => sorted(items, sort, props.columns),
  });
  const shown = tableProps.data?.length ?? 0;
  const virtualized = shown >= virtualizedFrom;

  // The same array as long as it can be: a new one makes the table build all rows anew.
  const narrow = useBreakpoint().down('sm');
  const columnConfig = useMemo(
    () =>
      (narrow ? props.columns.toSorted(byNeed) : props.columns).map(
        ({ sortBy, firstWhenNarrow: _first, ...column }) => ({
          ...column,
          isSortable: sortBy !== undefined,
        }),
      ),
    [props.columns, narrow],
  );

  useScrollEdges(root, scrolling);

  // Backstage UI's Table has no property for its accessible name.
  useLayoutEffect(() => {
    root.current?.querySelector('table, [role="grid"]')?.setAttribute('aria-label', props.label);
  });

  return (
    <Flex direction="column" gap="3" ref={root} className={edges.edges}>
      {(props.searchIn || props.filters) && (
        <div className={styles.tools}>
          {props.searchIn && (
            <SearchField
              className={styles.search}
              size="small"
              label={props.searchLabel ?? t('table.search')}
              placeholder={t('table.search')}
              value={search.value}
              onChange={search.onChange}
            />
          )}
          {props.filters}
          <div className={styles.count}>
            <Quiet role="status">{props.countText?.(shown)}</Quiet>
          </div>
        </div>
      )}
      <Table
        {...tableProps}
        columnConfig={columnConfig}
        rowConfig={props.hrefOf && { getHref: props.hrefOf }}
        emptyState={<Text>{t('table.noMatch')}</Text>}
        className={virtualized ? styles.virtualized : undefined}
        virtualized={virtualized ? { estimatedRowHeight: 44 } : false}
      />
      {props.footer?.(tableProps.data ?? [])}
    </Flex>
  );
}

function byNeed(a: { firstWhenNarrow?: true }, b: { firstWhenNarrow?: true }): number {
  return Number(b.firstWhenNarrow ?? false) - Number(a.firstWhenNarrow ?? false);
}

function matching<T>(items: T[], text: string, searchIn?: (item: T) => string): T[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (!searchIn || words.length === 0) return items;
  return items.filter(item => {
    const content = searchIn(item).toLowerCase();
    return words.every(word => content.includes(word));
  });
}

function sorted<T extends { id: string | number }>(
  items: T[],
  { column, direction }: SortDescriptor,
  columns: DataColumn<T>[],
): T[] {
  const sortBy = columns.find(({ id }) => id === column)?.sortBy;
  if (!sortBy) return items;
  const sign = direction === 'descending' ? -1 : 1;
  return [...items].sort((a, b) => sign * compare(sortBy(a), sortBy(b)));
}

const collator = new Intl.Collator(undefined, { numeric: true });

/** "cluster-2" comes before "cluster-10". */
function compare(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(`${a}`, `${b}`);
}

const all = '*';

/** Chooses one of several values, or all. */
export function FilterSelect(props: {
  label: string;
  value: string | undefined;
  options: { id: string; label: string }[];
  onChange: (value: string | undefined) => void;
}) {
  const t = useTexts();
  return (
    <Select
      className={styles.filter}
      label={props.label}
      value={props.value ?? all}
      onChange={key => props.onChange(key === all || key === null ? undefined : String(key))}
      options={[{ id: all, label: t('filter.all') }, ...props.options]}
      search={props.options.length > 10 ? true : undefined}
    />
  );
}
