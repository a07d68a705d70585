export const traitGroups = ['person', 'address', 'membership', 'preference', 'work', 'other'] as const;
export type TraitGroup = (typeof traitGroups)[number];

const patterns: readonly (readonly [TraitGroup, RegExp])[] = [
  [
    'address',
    /^(address|addr|location|home_?address|shipping)(\.|$)|(^|\.)(city|province|state|country|district|street|postal_?code|zip)$|地址|城市|省份|区县|邮编/i,
  ],
  ['work', /(^|\.)(company|organi[sz]ation|title|job|department|industry|employer|occupation)(\.|$)|公司|单位|职位|职务|部门|行业/i],
  ['membership', /level|member|tier|vip|points|card|created_?at|joined|sign_?up|registered|favourite_?shop|store|channel|source|会员|等级|积分|注册|门店|卡/i],
  ['preference', /prefer|interest|favou?rite|opt_?(in|out)|subscri|consent|contact|marketing|language|locale|偏好|兴趣|订阅|退订/i],
  [
    'person',
    /(^|\.)(name|first_?name|last_?name|full_?name|real_?name|nick_?name|gender|sex|birth\w*|age|phone|mobile|email|mail|avatar|id_?card|marital\w*|title)$|姓名|昵称|性别|生日|年龄|手机|电话|邮箱|身份证/i,
  ],
];

/** Where people would look for an attribute. */
export const traitGroupOf = (path: string): TraitGroup => patterns.find(([, pattern]) => pattern.test(path))?.[0] ?? 'other';
