/** What WeChat gives to mini-programs, as far as SDKs ask: enough of `wx` to store and to send. */
const stub = `
const store = new Map();
const system = { SDKVersion: '3.5.0', brand: 'Apple', model: 'iPhone', system: 'iOS 18', platform: 'ios', screenWidth: 390, screenHeight: 844, windowWidth: 390, windowHeight: 844, version: '8.0' };
const give = (value) => (options) => { options.success?.(value); options.complete?.(value); };
// A mini-program lives on; this one ends when nothing was sent for a while, longer than the SDK gathers.
let end;
const live = () => { clearTimeout(end); end = setTimeout(() => process.exit(0), 8_000); };
live();
globalThis.wx = {
  request: ({ url, method, data, header, success, fail }) => {
    live();
    fetch(url, { method, headers: header ?? {}, ...(method === 'POST' ? { body: data } : {}) }).then(async (answer) => success?.({ statusCode: answer.status, data: await answer.text() }), (error) => fail?.(error));
  },
  getStorageSync: (key) => store.get(key) ?? '', setStorageSync: (key, value) => void store.set(key, value), setStorage: ({ key, data }) => void store.set(key, data),
  getStorage: ({ key, success, fail }) => (store.has(key) ? success?.({ data: store.get(key) }) : fail?.()),
  getNetworkType: give({ networkType: 'wifi' }), getSystemInfo: give(system), getSystemInfoSync: () => system, getAppBaseInfo: () => system,
  getAccountInfoSync: () => ({ miniProgram: { appId: 'wx1234567890' } }), getLaunchOptionsSync: () => ({ scene: 1001, path: 'pages/index', query: {} }),
  onNetworkStatusChange() {}, onAppShow() {}, onAppHide() {}, setNavigationBarTitle() {}, canIUse: () => true, login: give({ code: 'c' }),
};
Object.assign(globalThis, { App: (options) => options, Page: (options) => options, Component: (options) => options, getCurrentPages: () => [] });
`;

/** A program in which the SDK finds itself in a mini-program. Modules are loaded in their order, so the stub comes in one of its own. */
export const miniProgram = (code: string): string => `import ${JSON.stringify(`data:text/javascript,${encodeURIComponent(stub)}`)};\n${code}`;
