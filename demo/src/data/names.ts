import { cumulate } from '../random.ts';

/** A syllable of a name: the character and how it is written in an e-mail address. */
export type Syllable = readonly [character: string, pinyin: string];

const surnameTable: readonly (readonly [string, string, number])[] = [
  ['王', 'wang', 725], ['李', 'li', 719], ['张', 'zhang', 683], ['刘', 'liu', 538], ['陈', 'chen', 453], ['杨', 'yang', 308], ['赵', 'zhao', 229], ['黄', 'huang', 223],
  ['周', 'zhou', 212], ['吴', 'wu', 205], ['徐', 'xu', 166], ['孙', 'sun', 154], ['胡', 'hu', 131], ['朱', 'zhu', 126], ['高', 'gao', 121], ['林', 'lin', 118],
  ['何', 'he', 117], ['郭', 'guo', 115], ['马', 'ma', 105], ['罗', 'luo', 95], ['梁', 'liang', 84], ['宋', 'song', 81], ['郑', 'zheng', 80], ['谢', 'xie', 74],
  ['韩', 'han', 70], ['唐', 'tang', 65], ['冯', 'feng', 64], ['于', 'yu', 62], ['董', 'dong', 61], ['萧', 'xiao', 59], ['程', 'cheng', 57], ['曹', 'cao', 57],
  ['袁', 'yuan', 54], ['邓', 'deng', 54], ['许', 'xu', 54], ['傅', 'fu', 51], ['沈', 'shen', 50], ['曾', 'zeng', 50], ['彭', 'peng', 49], ['吕', 'lv', 47],
  ['苏', 'su', 45], ['卢', 'lu', 45], ['蒋', 'jiang', 45], ['蔡', 'cai', 44], ['贾', 'jia', 42], ['丁', 'ding', 42], ['魏', 'wei', 42], ['薛', 'xue', 41],
  ['叶', 'ye', 41], ['阎', 'yan', 40], ['余', 'yu', 40], ['潘', 'pan', 39], ['杜', 'du', 38], ['戴', 'dai', 36], ['夏', 'xia', 36], ['钟', 'zhong', 36],
  ['汪', 'wang', 36], ['田', 'tian', 36], ['任', 'ren', 35], ['姜', 'jiang', 35], ['范', 'fan', 34], ['方', 'fang', 34], ['石', 'shi', 33], ['姚', 'yao', 33],
  ['谭', 'tan', 32], ['廖', 'liao', 32], ['邹', 'zou', 31], ['熊', 'xiong', 30], ['金', 'jin', 30], ['陆', 'lu', 30], ['欧阳', 'ouyang', 7], ['诸葛', 'zhuge', 1],
];

export const surnames: readonly Syllable[] = surnameTable.map(([character, pinyin]) => [character, pinyin]);
export const surnameWeights = cumulate(surnameTable.map(([, , weight]) => weight));

const female: readonly Syllable[] = [
  ['芳', 'fang'], ['娜', 'na'], ['敏', 'min'], ['静', 'jing'], ['丽', 'li'], ['艳', 'yan'], ['娟', 'juan'], ['霞', 'xia'], ['燕', 'yan'], ['玲', 'ling'], ['雪', 'xue'], ['琳', 'lin'],
  ['婷', 'ting'], ['颖', 'ying'], ['洁', 'jie'], ['倩', 'qian'], ['佳', 'jia'], ['莹', 'ying'], ['慧', 'hui'], ['萍', 'ping'], ['红', 'hong'], ['梅', 'mei'], ['蓉', 'rong'], ['欣', 'xin'],
];
const femaleYoung: readonly Syllable[] = [
  ['怡', 'yi'], ['涵', 'han'], ['梓', 'zi'], ['萱', 'xuan'], ['诗', 'shi'], ['雨', 'yu'], ['桐', 'tong'], ['可', 'ke'], ['馨', 'xin'], ['悦', 'yue'], ['妍', 'yan'], ['思', 'si'],
  ['琪', 'qi'], ['雅', 'ya'], ['晨', 'chen'], ['语', 'yu'], ['彤', 'tong'], ['珊', 'shan'], ['依', 'yi'], ['若', 'ruo'], ['溪', 'xi'], ['瑶', 'yao'], ['舒', 'shu'], ['宁', 'ning'],
];
const male: readonly Syllable[] = [
  ['伟', 'wei'], ['强', 'qiang'], ['磊', 'lei'], ['军', 'jun'], ['勇', 'yong'], ['杰', 'jie'], ['涛', 'tao'], ['超', 'chao'], ['明', 'ming'], ['刚', 'gang'], ['平', 'ping'], ['辉', 'hui'],
  ['鹏', 'peng'], ['飞', 'fei'], ['斌', 'bin'], ['波', 'bo'], ['建', 'jian'], ['国', 'guo'], ['华', 'hua'], ['志', 'zhi'], ['峰', 'feng'], ['健', 'jian'], ['凯', 'kai'], ['龙', 'long'],
];
const maleYoung: readonly Syllable[] = [
  ['浩', 'hao'], ['宇', 'yu'], ['轩', 'xuan'], ['子', 'zi'], ['俊', 'jun'], ['博', 'bo'], ['然', 'ran'], ['泽', 'ze'], ['睿', 'rui'], ['航', 'hang'], ['昊', 'hao'], ['天', 'tian'],
  ['铭', 'ming'], ['瑞', 'rui'], ['嘉', 'jia'], ['皓', 'hao'], ['晨', 'chen'], ['一', 'yi'], ['诺', 'nuo'], ['辰', 'chen'], ['逸', 'yi'], ['阳', 'yang'], ['恒', 'heng'], ['翔', 'xiang'],
];

/** Given names go by generation: who was born from 1990 on is called otherwise than the parents. */
export const givenSyllables = (gender: 'female' | 'male', birthYear: number): readonly Syllable[] =>
  gender === 'female' ? (birthYear >= 1990 ? femaleYoung : female) : birthYear >= 1990 ? maleYoung : male;

/** Characters that sound alike and are typed for each other. */
export const soundsLike: ReadonlyMap<string, string> = new Map([
  ['伟', '玮'], ['静', '婧'], ['丽', '莉'], ['娜', '那'], ['杰', '洁'], ['洁', '杰'], ['婷', '亭'], ['磊', '雷'], ['涛', '韬'], ['浩', '皓'], ['皓', '浩'], ['怡', '宜'],
  ['涵', '含'], ['梓', '子'], ['子', '梓'], ['雨', '语'], ['语', '雨'], ['萱', '宣'], ['轩', '宣'], ['宇', '雨'], ['琪', '淇'], ['嘉', '佳'], ['佳', '嘉'], ['峰', '锋'], ['俊', '骏'], ['欣', '馨'], ['馨', '欣'],
]);
