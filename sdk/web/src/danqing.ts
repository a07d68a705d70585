import type { AnyEvents, Properties, PropertiesOf } from '../../shared/events.ts';

/** What a page's scripts may call. Nothing throws and nothing waits; `Events` narrows `track` to a tracking plan. */
export interface Danqing<Events extends object = AnyEvents> {
  track<Name extends keyof Events & string>(event: Name, ...properties: PropertiesOf<Events[Name]>): void;
  /** Who this is, from now on. Somebody else than before becomes a new visitor first. Without an id: more about the same person. */
  identify(userId: string | number, traits?: Properties): void;
  identify(traits: Properties): void;
  page(name?: string, properties?: Properties): void;
  /** The company this person belongs to. */
  group(groupId: string | number, traits?: Properties): void;
  /** Two ids are one person; the present one is meant where `previousId` is left out. */
  alias(userId: string | number, previousId?: string | number): void;
  /** Signed out: whoever comes next is somebody else. */
  reset(): void;
  /** The visitor's answer: for everything, or by purpose. A no after a yes removes all that was stored, and tells the server so. */
  consent(answer: boolean | Readonly<Record<string, boolean>>): void;
  /** Something was searched for on this site. */
  search(query: string, properties?: Properties): void;
  /** The page (or `url`) is being shared: records it and gives the address to pass on. Unchanged where the visitor has not agreed. */
  share(properties?: Properties & { readonly url?: string }): string;
  /** The address to pass on, for share menus that are filled in advance; records nothing. */
  shareLink(url?: string): string;
  /** Ids to hand to a server that reports for the same person. */
  identity(): { readonly anonymousId: string; readonly userId?: string | undefined };
  /** Sends what waits; settles when the server has it, or when it could not be reached. */
  flush(): Promise<void>;
}
