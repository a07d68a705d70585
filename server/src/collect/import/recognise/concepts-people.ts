import type { Concept } from './concept.ts';

/** Who it is about, and what is known of them; the same in every table but one of products. */
const everywhere = (id: string, target: string, headings: string, part?: RegExp): Concept => ({
  id,
  headings,
  person: target,
  event: target,
  ...(part === undefined ? {} : { part }),
});
/** Facts about a person that only stand in tables about people; elsewhere they say something of the event. */
const ofPerson = (id: string, path: string, headings: string): Concept => ({ id, headings, person: `trait:${path}`, event: `property:${path}` });

export const identifierConcepts: readonly Concept[] = [
  everywhere(
    'phone',
    'identifier:phone',
    '手机|手机号|手机号码|手机号1|联系手机|移动电话|会员手机|会员手机号|会员手机号码|客户手机|客户手机号|顾客手机|顾客手机号|用户手机|用户手机号|买家手机|买家手机号|买家电话|买家联系方式|收货人手机|收货人手机号|收货人手机号码|收件人手机|收件人手机号|收货手机|收货电话|收货人电话|收件人电话|收货人联系电话|联系电话|联系方式|电话|电话号码|手机电话|下单人手机号|下单人电话|持卡人手机|绑定手机|绑定手机号|注册手机|注册手机号|登录手机号|会员电话|客户电话|顾客电话|phone|phonenumber|mobile|mobilephone|mobilenumber|cellphone|cell|telephone|tel|customerphone|billingphone|contactphone|defaultaddressphone|phone1|smsphonenumber|您的手机号|您的手机号码|请填写您的手机号|请输入您的手机号',
    /手机号|手机号码|联系电话/,
  ),
  everywhere(
    'email',
    'identifier:email',
    '邮箱|电子邮箱|邮箱地址|邮件地址|电子邮件|email邮箱|会员邮箱|客户邮箱|买家邮箱|联系邮箱|email|emailaddress|mail|customeremail|billingemail|contactemail|useremail|您的邮箱|您的电子邮箱',
    /邮箱|^e?mail|email(address)?$/,
  ),
  everywhere('unionid', 'identifier:unionid', 'unionid|微信unionid|用户unionid'),
  everywhere('openid', 'identifier:openid:wechat', 'openid|微信openid|公众号openid|小程序openid|用户openid|粉丝openid'),
  everywhere('external_userid', 'identifier:external_userid', 'externaluserid|外部联系人userid|外部联系人id|客户userid|企业微信客户id'),
  everywhere(
    'user_id',
    'identifier:user_id',
    'userid|uid|用户id|用户编号|用户账号|账号id|账户id|登录账号|accountid|memberuserid|distinctid|loginid|yzopenid|有赞用户id|用户标识',
  ),
  everywhere(
    'customer_id',
    'identifier:customer_id',
    'customerid|customerno|customernumber|customercode|clientid|clientno|custid|custno|cid|contactid|leadid|personid|memberid|memberno|membernumber|membercode|householdid|shopifycustomerid|customer|客户id|客户编号|客户编码|客户代码|客户号|会员id|会员编号|会员号|会员编码|会员代码|顾客id|顾客编号|买家id|客户|recordid|consumerid|patientid|studentid|学员编号|学号|患者编号',
  ),
  everywhere(
    'card_no',
    'identifier:card_no',
    '会员卡号|卡号|会员卡|会员卡编号|vip卡号|vip卡|实体卡号|储值卡号|储值卡|cardno|cardnumber|loyaltycard|loyaltycardno|membershipcard|loyaltyid',
  ),
  everywhere(
    'buyer_nick',
    'identifier:buyer_nick',
    '买家会员名|买家昵称|买家旺旺|旺旺|旺旺号|淘宝账号|淘宝昵称|买家账号|买家会员|会员名|用户pin|下单账号|客户账号|京东账号|buyernick|buyerusername|买家用户名|用户名|username',
  ),
  everywhere('anonymous_id', 'identifier:anonymous_id', 'anonymousid|cookieid|visitorid|访客id|匿名id|clientcookie'),
  everywhere('device_id', 'identifier:device_id', 'deviceid|idfa|imei|oaid|androidid|设备id|设备号'),
];

export const traitConcepts: readonly Concept[] = [
  everywhere(
    'name',
    'trait:name',
    '姓名|客户姓名|客户名称|客户名|会员姓名|会员名称|顾客姓名|用户姓名|真实姓名|买家姓名|收货人|收货人姓名|收件人|收件人姓名|联系人|联系人姓名|持卡人|下单人|收货姓名|name|fullname|customername|contactname|billingname|membername|clientname|recipientname|您的姓名|您的称呼|defaultaddressname|顾客',
  ),
  everywhere('first_name', 'trait:firstName', '名|firstname|givenname|billingfirstname|forename|customerfirstname'),
  everywhere('last_name', 'trait:lastName', '姓|lastname|surname|familyname|billinglastname|customerlastname'),
  everywhere('nickname', 'trait:nickname', '昵称|微信昵称|客户昵称|会员昵称|用户昵称|粉丝昵称|nickname|nick|客户备注名|备注名'),
  everywhere('gender', 'trait:gender', '性别|会员性别|客户性别|用户性别|您的性别|gender|sex'),
  everywhere(
    'birthday',
    'trait:birthday',
    '生日|出生日期|出生年月|出生年月日|会员生日|客户生日|阳历生日|公历生日|birthday|birthdate|dateofbirth|dob|您的生日|您的出生日期',
  ),
  everywhere('age', 'trait:age', '年龄|客户年龄|会员年龄|您的年龄|年龄段|您的年龄段|age|agegroup'),
  everywhere('id_card', 'trait:idNumber', '身份证|身份证号|身份证号码|证件号|证件号码|idcard|idnumber|nationalid|passport|passportno|护照号'),
  everywhere(
    'country',
    'trait:address.country',
    '国家|国家地区|所在国家|country|countrycode|countryregion|billingcountry|defaultaddresscountrycode|mailingcountry|addresscountry',
  ),
  everywhere(
    'province',
    'trait:address.state',
    '省|省份|所在省份|所在省|收货省|收货省份|收货人省份|收件省份|收件省|客户省份|会员省份|省自治区|province|state|stateprovince|billingprovince|billingstate|billingprovincename|defaultaddressprovincecode|mailingstate|stateregion|区域',
  ),
  everywhere(
    'city',
    'trait:address.city',
    '市|城市|所在城市|所在市|收货市|收货城市|收货人城市|收件城市|收件市|客户城市|会员城市|常住城市|您所在的城市|city|town|suburb|billingcity|defaultaddresscity|mailingcity|addresscity|地市',
  ),
  everywhere('district', 'trait:address.district', '区|区县|县|县区|所在区|所在区县|收货区|收货区县|收件区县|收货人地区|district|county'),
  everywhere(
    'street',
    'trait:address.street',
    '地址|详细地址|收货地址|收货人地址|收件地址|收件人地址|联系地址|通讯地址|家庭地址|客户地址|会员地址|详细收货地址|收货详细地址|完整地址|address|address1|addressline1|streetaddress|street|fulladdress|billingaddress1|billingstreet|billingaddress|defaultaddressaddress1|mailingstreet|addressstreet1',
    /收货地址|详细地址/,
  ),
  everywhere('street2', 'trait:address.street2', 'address2|addressline2|billingaddress2|defaultaddressaddress2'),
  everywhere(
    'postcode',
    'trait:address.postalCode',
    '邮编|邮政编码|收货邮编|postcode|postalcode|zip|zipcode|billingzip|billingpostcode|billingpostalcode|defaultaddresszip|mailingpostalcode|mailingzippostalcode|mailingzip',
  ),
  everywhere(
    'company',
    'trait:company.name',
    '公司|公司名称|企业名称|单位|工作单位|客户公司|所在企业|所属企业|company|companyname|organization|organisation|employer|billingcompany|defaultaddresscompany|accountname|associatedcompany',
  ),
  everywhere('title', 'trait:title', '职位|职务|岗位|jobtitle|title'),
  ofPerson(
    'level',
    'memberLevel',
    '等级|级别|会员等级|会员级别|会员类型|会员卡等级|会员卡类型|vip等级|客户等级|客户级别|用户等级|等级名称|membershiplevel|memberlevel|level|tier|loyaltytier|customergroup|group',
  ),
  ofPerson('points_balance', 'points', '积分余额|当前积分|可用积分|会员积分|剩余积分|总积分|积分|pointsbalance|loyaltypoints|points'),
  ofPerson('balance', 'balance', '余额|储值余额|账户余额|卡余额|会员余额|可用余额|accountbalance|storecredit|balance'),
  ofPerson(
    'registered_at',
    'createdAt',
    '注册时间|注册日期|入会时间|入会日期|开卡时间|开卡日期|办卡日期|办卡时间|成为会员时间|成为会员日期|成为客户时间|建档日期|建档时间|添加时间|首次添加时间|关注时间|客户创建时间|会员创建时间|创建时间|创建日期|signupdate|signupat|registrationdate|registeredat|dateregistered|customersince|joindate|joinedat|membersince|createdat|createdate|createddate|created|optintime|dateadded',
  ),
  ofPerson('birth_lunar', 'birthdayLunar', '农历生日|阴历生日'),
  ofPerson(
    'source',
    'acquisitionSource',
    '来源|客户来源|来源渠道|注册来源|注册渠道|会员来源|获客渠道|添加渠道|渠道来源|leadsource|originalsource|acquisitionsource|signupsource|来源方式|添加方式',
  ),
  ofPerson('tags', 'labels', '标签|客户标签|会员标签|用户标签|企业标签|tags|labels'),
  ofPerson('staff', 'staff', '添加人|所属员工|跟进人|归属导购|所属导购|专属导购|导购|客户经理|负责人|owner|contactowner|leadowner|添加成员|所属客服'),
  ofPerson(
    'total_spent',
    'totalSpent',
    '累计消费|累计消费金额|消费金额|消费总额|累计消费额|总消费金额|交易总额|总成交金额|totalspent|totalspend|lifetimevalue|ltv|moneyspent',
  ),
  ofPerson(
    'order_count',
    'orderCount',
    '消费次数|累计消费次数|购买次数|订单数|交易笔数|交易成功笔数|累计订单数|购次|orderscount|totalorders|ordercount|numberoforders',
  ),
  ofPerson(
    'last_order_at',
    'lastOrderAt',
    '最近消费时间|最后消费时间|上次消费时间|最近购买时间|最近下单时间|最后交易时间|最近交易时间|末次消费时间|lastorderdate|lastorder|lastpurchasedate',
  ),
  everywhere(
    'consent_email',
    'consent:marketing/email',
    '邮件营销授权|接收邮件|接受邮件营销|acceptsemailmarketing|emailmarketingconsent|acceptsmarketing|buyeracceptsmarketing|emailoptin|newsletter|subscribedtoemail',
  ),
  everywhere('consent_sms', 'consent:marketing/sms', '短信营销授权|接收短信|是否接收短信|接受短信营销|acceptssmsmarketing|smsmarketingconsent|smsoptin'),
  everywhere('consent', 'consent:marketing', '营销授权|是否同意营销|是否接受营销|同意接收营销信息|marketingconsent|optin|marketingoptin'),
];
