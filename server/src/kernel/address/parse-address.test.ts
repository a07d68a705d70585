import { describe, expect, it } from 'vitest';
import { divisions, shortName } from './divisions.ts';
import { parseAddress } from './parse-address.ts';

const said = (text: string): string => {
  const { province = '', city = '', district = '', street = '' } = parseAddress(text) ?? {};
  return [province, city, district, street].join('|');
};

describe('an address on one line', () => {
  it.each([
    ['上海市浦东新区世纪大道100号', '上海市|上海市|浦东新区|世纪大道100号'],
    ['上海 上海市 浦东新区 世纪大道100号', '上海市|上海市|浦东新区|世纪大道100号'],
    ['上海浦东新区世纪大道100号', '上海市|上海市|浦东新区|世纪大道100号'],
    ['上海浦东世纪大道100号', '上海市|上海市|浦东新区|世纪大道100号'],
    ['北京市北京市朝阳区建国路88号', '北京市|北京市|朝阳区|建国路88号'],
    ['北京市市辖区海淀区中关村大街1号', '北京市|北京市|海淀区|中关村大街1号'],
    ['重庆市县忠县忠州街道', '重庆市|重庆市|忠县|忠州街道'],
    ['重庆市彭水苗族土家族自治县汉葭街道', '重庆市|重庆市|彭水苗族土家族自治县|汉葭街道'],
  ])('in a municipality: %s', (text, parts) => expect(said(text)).toBe(parts));

  it.each([
    ['广东省深圳市南山区科技园南路1号', '广东省|深圳市|南山区|科技园南路1号'],
    ['广东深圳南山科技园', '广东省|深圳市||南山科技园'],
    ['广东省-深圳市-南山区-科苑路15号', '广东省|深圳市|南山区|科苑路15号'],
    ['广东省东莞市南城街道鸿福路200号', '广东省|东莞市||南城街道鸿福路200号'],
    ['江苏省苏州市昆山市前进中路1号', '江苏省|苏州市|昆山市|前进中路1号'],
    ['江苏省苏州市工业园区星湖街328号', '江苏省|苏州市|工业园区|星湖街328号'],
    ['吉林省吉林市船营区解放大路1号', '吉林省|吉林市|船营区|解放大路1号'],
    ['浙江省杭州市幸福小区3幢', '浙江省|杭州市||幸福小区3幢'],
    ['河北省唐山市路北区新华道1号', '河北省|唐山市|路北区|新华道1号'],
    ['  200120 广东省广州市天河区  ', '广东省|广州市|天河区|'],
    ['中国广东省广州市越秀区中山六路1号', '广东省|广州市|越秀区|中山六路1号'],
  ])('in a province: %s', (text, parts) => expect(said(text)).toBe(parts));

  it.each([
    ['内蒙古自治区呼和浩特市土默特左旗察素齐镇', '内蒙古自治区|呼和浩特市|土默特左旗|察素齐镇'],
    ['内蒙古呼伦贝尔市鄂温克族自治旗巴彦托海镇', '内蒙古自治区|呼伦贝尔市|鄂温克族自治旗|巴彦托海镇'],
    ['广西壮族自治区桂林市阳朔县西街1号', '广西壮族自治区|桂林市|阳朔县|西街1号'],
    ['广西南宁市青秀区民族大道1号', '广西壮族自治区|南宁市|青秀区|民族大道1号'],
    ['新疆维吾尔自治区伊犁哈萨克自治州伊宁市解放路', '新疆维吾尔自治区|伊犁哈萨克自治州|伊宁市|解放路'],
    ['新疆伊犁州伊宁市解放路', '新疆维吾尔自治区|伊犁哈萨克自治州|伊宁市|解放路'],
    ['西藏自治区拉萨市城关区北京中路35号', '西藏自治区|拉萨市|城关区|北京中路35号'],
    ['宁夏银川兴庆区解放街', '宁夏回族自治区|银川市|兴庆区|解放街'],
    ['吉林省延边朝鲜族自治州延吉市人民路', '吉林省|延边朝鲜族自治州|延吉市|人民路'],
    ['青海省海南州共和县青海湖路', '青海省|海南藏族自治州|共和县|青海湖路'],
    ['湖北省恩施市舞阳大街', '湖北省|恩施土家族苗族自治州|恩施市|舞阳大街'],
  ])('in an autonomous region or prefecture: %s', (text, parts) => expect(said(text)).toBe(parts));

  it.each([
    ['湖北省仙桃市沔阳大道1号', '湖北省|仙桃市||沔阳大道1号'],
    ['湖北省省直辖县级行政区划潜江市章华中路', '湖北省|潜江市||章华中路'],
    ['湖北省神农架林区松柏镇', '湖北省|神农架林区||松柏镇'],
    ['河南省济源市沁园路', '河南省|济源市||沁园路'],
    ['海南省陵水黎族自治县英州镇', '海南省|陵水黎族自治县||英州镇'],
    ['海南省陵水县英州镇', '海南省|陵水黎族自治县||英州镇'],
    ['新疆石河子市北四路', '新疆维吾尔自治区|石河子市||北四路'],
  ])('under a province itself: %s', (text, parts) => expect(said(text)).toBe(parts));

  it.each([
    ['杭州市西湖区文三路100号', '浙江省|杭州市|西湖区|文三路100号'],
    ['杭州西湖区文三路100号', '浙江省|杭州市|西湖区|文三路100号'],
    ['吉林市船营区解放大路1号', '吉林省|吉林市|船营区|解放大路1号'],
    ['海南州共和县', '青海省|海南藏族自治州|共和县|'],
    ['朝阳市双塔区新华路', '辽宁省|朝阳市|双塔区|新华路'],
    ['阿克苏地区库车市天山路', '新疆维吾尔自治区|阿克苏地区|库车市|天山路'],
  ])('without its province: %s', (text, parts) => expect(said(text)).toBe(parts));

  it.each(['南京西路1266号', '中山路1号', '北京路88号', '幸福小区3幢', '221B Baker Street', '', '世纪大道100号', '张三', '苏州街1号'])(
    'that names no place is left alone: %s',
    (text) => expect(parseAddress(text)).toBeUndefined(),
  );

  it('may be in another part of China, or name nothing but its province', () => {
    expect(['香港特别行政区九龙弥敦道1号', '台湾省台北市信义区', '浙江省', '广东'].map(said)).toEqual([
      '香港特别行政区|||九龙弥敦道1号',
      '台湾省|台北市|信义区|',
      '浙江省|||',
      '广东省|||',
    ]);
  });

  it('is read with every province and city of the list, by its whole name and by its short one', () => {
    const places = Object.entries(divisions).flatMap(([province, names]) =>
      names
        .split(' ')
        .filter((name) => name !== '')
        .map((name) => ({ province, name })),
    );
    expect(places.length).toBeGreaterThan(400);
    const wrong = places.filter(({ province, name }) => {
      const found = parseAddress(`${province}${name}人民路1号`);
      const shortly = parseAddress(`${shortName(province)}${name}人民路1号`);
      return [found, shortly].some((one) => one?.province !== province || (one.city !== name && one.district !== name) || one.street !== '人民路1号');
    });
    expect(wrong).toEqual([]);
  });
});
