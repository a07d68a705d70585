import type { Concept } from './concept.ts';

export const eventConcepts: readonly Concept[] = [
  { id: 'event_name', event: 'event', headings: '事件|事件名|事件名称|行为|行为类型|动作|用户行为|event|eventname|eventtype|action|activity|behavior' },
  {
    id: 'event_time',
    event: 'time',
    headings:
      '事件时间|行为时间|触发时间|记录时间|eventtime|eventdate|occurredat|eventtimestamp|提交时间|提交答卷时间|答题时间|submittedat|submissiondate|变动时间|变更时间|获得时间|领取时间|领券时间|发放时间|使用时间|核销时间|redemptiondate|redeemedat|usedat|issuedat|操作时间|updatedat|更新时间|最后更新时间|lastmodified|lastmodifieddate|lastchanged|lastactivitydate',
  },
  {
    id: 'points_change',
    event: 'property:points',
    headings: '积分变动|变动积分|积分变化|积分变更|变动值|积分增减|本次积分|积分数量|积分值|积分变动值|获得积分|pointschange|pointsdelta|pointsearned|积分明细',
  },
  { id: 'points_reason', event: 'property:reason', headings: '变动原因|积分来源|变动类型|变更原因|积分类型|原因|变动说明|reason|积分规则' },
  { id: 'coupon_name', event: 'property:coupon_name', headings: '优惠券名称|券名称|券名|couponname|卡券名称|活动名称' },
  { id: 'coupon_status', event: 'status', headings: '券状态|优惠券状态|使用状态|核销状态|couponstatus' },
  { id: 'campaign', event: 'property:campaign_id', headings: 'campaignid|活动id|活动编号|campaign' },
];
