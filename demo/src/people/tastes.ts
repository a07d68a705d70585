import { categories } from '../data/goods.ts';
import type { Rng } from '../random.ts';

const lifeStages = ['学生', '单身职场', '新婚', '育儿家庭', '成熟家庭', '银发'] as const;
export type LifeStage = (typeof lifeStages)[number];

/** Life stage by age, with the odds of marriage and children at that age. */
export function lifeStageAt(age: number, luck: number): LifeStage {
  if (age < 23) return '学生';
  if (age < 28) return luck < 0.75 ? '单身职场' : '新婚';
  if (age < 33) return luck < 0.35 ? '单身职场' : luck < 0.6 ? '新婚' : '育儿家庭';
  if (age < 45) return luck < 0.15 ? '单身职场' : '育儿家庭';
  return age < 60 ? '成熟家庭' : '银发';
}

/** What a stage of life draws people to: 女装 男装 童装 鞋 包 美妆 家居 配饰. */
const byStage: Readonly<Record<LifeStage, readonly number[]>> = {
  学生: [1, 1, 0.02, 1.4, 0.6, 1, 0.2, 0.8],
  单身职场: [1.2, 1.1, 0.03, 1, 0.9, 1.3, 0.4, 0.7],
  新婚: [1, 0.9, 0.2, 0.8, 0.8, 1, 1.6, 0.6],
  育儿家庭: [0.8, 0.7, 2.4, 0.7, 0.4, 0.7, 1.1, 0.3],
  成熟家庭: [1, 1, 0.3, 0.9, 0.6, 0.7, 1.2, 0.5],
  银发: [0.8, 0.9, 0.4, 0.9, 0.2, 0.3, 1.3, 0.5],
};
const byGender: Readonly<Record<'female' | 'male', readonly number[]>> = {
  female: [2.6, 0.35, 1.2, 1, 1.4, 1.9, 1.1, 1.4],
  male: [0.2, 2.8, 0.8, 1.3, 0.5, 0.15, 0.7, 0.4],
};

/** Personal taste: shares of the categories in what this person buys, summing to 1. */
export function tastesOf(rng: Rng, stage: LifeStage, gender: 'female' | 'male'): readonly number[] {
  const raw = categories.map((_, index) => (byStage[stage][index] ?? 0) * (byGender[gender][index] ?? 0) * rng.logNormal(1, 0.6));
  const sum = raw.reduce((total, weight) => total + weight, 0);
  return raw.map((weight) => weight / sum);
}
