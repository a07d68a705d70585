import type { WebhookKindName } from '@danqing/contracts';
import { generic } from './generic.ts';
import type { HookKind } from './kind.ts';
import { shopify } from './shopify.ts';
import { stripe } from './stripe.ts';
import { wechat } from './wechat.ts';
import { wecom } from './wecom.ts';
import { youzan } from './youzan.ts';

/** Every kind of sender that is known. */
export const hookKinds: Readonly<Record<WebhookKindName, HookKind>> = { generic, shopify, youzan, wechat, wecom, stripe };
