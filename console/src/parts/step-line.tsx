import { Grid, Steps } from 'antd';

/** Where one stands in a piece of work of several steps; titles go below their numbers on a phone. */
export function StepLine({ titles, current }: { readonly titles: readonly string[]; readonly current: number }) {
  const isWide = Grid.useBreakpoint().md ?? true;
  return (
    <Steps
      size="small"
      responsive={false}
      titlePlacement={isWide ? 'horizontal' : 'vertical'}
      current={current}
      style={{ marginBottom: 20 }}
      items={titles.map((title) => ({ title }))}
    />
  );
}
