import type { App } from '../model/app.ts';
import type { AnyElement } from './element.ts';
import type { Option } from './option.ts';

export interface OptionGroup {
  readonly label: string;
  readonly options: readonly Option[];
}

/** What a menu offers for what was typed so far: its own options, the app's suggestions, people or channels. */
export function menuOptions(app: App, element: AnyElement, query: string): readonly OptionGroup[] {
  const { suggested } = app.ui.menu ?? {};
  if (element.type.includes('external')) return groups(suggested?.options, suggested?.option_groups);
  const all = ownGroups(app, element);
  const wanted = query.toLowerCase();
  return all
    .map(({ label, options }) => ({
      label,
      options: options.filter(({ text }) => text.text.toLowerCase().includes(wanted)),
    }))
    .filter(({ options }) => options.length > 0);
}

function ownGroups({ server }: App, element: AnyElement): readonly OptionGroup[] {
  const plain = (value: string, text: string): Option => ({ value, text: { type: 'plain_text', text } });
  if (element.type.includes('users')) {
    return [{ label: '', options: server.people.map(({ id, realName }) => plain(id, realName)) }];
  }
  if (element.type.includes('channels') || element.type.includes('conversations')) {
    const shown = server.channels.filter(
      ({ kind }) => kind === 'channel' || element.type.includes('conversations'),
    );
    return [
      { label: '', options: shown.map(({ id, name, kind }) => plain(id, kind === 'im' ? name : `#${name}`)) },
    ];
  }
  return groups(element.options, element.option_groups);
}

function groups(options: unknown, optionGroups: unknown): readonly OptionGroup[] {
  if (Array.isArray(optionGroups)) {
    return (optionGroups as { label: { text: string }; options: Option[] }[]).map((group) => ({
      label: group.label.text,
      options: group.options,
    }));
  }
  return Array.isArray(options) && options.length > 0 ? [{ label: '', options: options as Option[] }] : [];
}
