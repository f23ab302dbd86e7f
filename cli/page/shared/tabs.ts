import { byId } from './dom';

/** Makes the buttons `tab-NAME` in `tabs` select a tab, by click and by the arrow keys. */
export function connectTabs<T extends string>(tabs: readonly T[], current: () => T, select: (tab: T) => void): void {
  byId('tabs').addEventListener('keydown', event => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    select(tabs[(tabs.indexOf(current()) + step + tabs.length) % tabs.length]);
    byId(`tab-${current()}`).focus();
  });
  for (const name of tabs) byId(`tab-${name}`).addEventListener('click', () => select(name));
}
