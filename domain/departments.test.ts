import { describe, expect, test } from 'vitest'
import counter from '../tests/cases/counter.json' with { type: 'json' }
import { suggestDepartment } from './departments.ts'
import { type LevelFacts, levelFactsSchema, suggestLevel } from './level.ts'
import { defaultPolicy, mergePolicy } from './policy.ts'
import { type Department, departments } from './vocabulary.ts'

const suggest = (text: string) => suggestDepartment(text, defaultPolicy)

/** Complaints as they are told at a counter, by the department that answers for them (process section 11). */
const told: Record<Department, string[]> = {
  store: [
    '门口价签标的是1599,收银扫出来1799',
    '店员把顾客姓名电话写错,送货找不到人',
    '业务员承诺可以随时退,现在退不了',
    '营业员卖东西时很热情,出了问题就不理',
    '促销员和顾客动手',
    '营业员态度差,爱答不理',
    '价签1999元,收银时变成2199元',
    '标价2999,付款时要3299',
    '促销员私自承诺降价返现,店里不认',
    '开单时地址写错,送货送到了旧地址',
    '导购漏录了送货信息,顾客白等一天',
    '店员承诺七天内可以无理由退货,现在不认',
    '销售单型号录错,送来的不是顾客要的',
    '店员玩手机不理人',
    '价签与收银价格不符',
    '店员承诺三天送货,其实要七天',
    '开单员把空调型号开错,安装时才发现',
    '营业员超权限承诺免费安装',
    '导购介绍产品时推诿,说不清楚功能',
  ],
  logistics: [
    '送货员到楼下就让顾客自己搬',
    '顾客要求开箱检查,送货员说不负责开箱',
    '空调外机少送一个支架包',
    '送货日期改了三次,还是没有送到',
    '冰箱侧面有坑,送货人说签了再给换,签完就没人管',
    '送货员不让开箱验货,说签了字再说',
    '送来的洗衣机有划痕,送货员劝顾客先收下',
    '冰箱送到时外壳凹陷,司机说是小问题让签收',
    '约好周六送货,等了一天没人来',
    '送货员拒绝开箱,顾客自己打开发现屏幕碎了',
    '送货员态度恶劣,把冰箱扔在楼下不上楼',
    '电视送货时磕碰,送货师傅让顾客先收下再找售后',
    '说好上午送货,晚上九点才到',
    '买了三件只送来两件,漏送一台微波炉',
    '送货时把顾客家的门框撞坏',
    '预约5月8日送货,推迟三次',
    '货已到仓库,物流一直没派车',
    '送货工人把冰箱外壳刮坏',
    '送货时不肯拆包装检查',
  ],
  aftersales: [
    '空调装完不到一天就滴水,打电话没人管',
    '约好今天来装热水器,等到晚上没人来',
    '电视安装师傅说底座要另外买,收了200',
    '买了五年的延保,第三年坏了说过期',
    '报修后说24小时内上门,三天没有消息',
    '买了三年延保,机器坏了不给修',
    '空调安装收了300元材料费,没有给价目表',
    '报修三天没人上门',
    '维修师傅约好上午来,下午才到',
    '安装工打孔打坏了墙',
    '热水器安装后漏水',
    '空调不制冷,报修两次没人来',
    '安装时另外收费,顾客不满',
    '延保到期前报修,说不在范围,不兑现',
    '油烟机送货三天了还没人安装',
    '维修人员上门晚了两天',
    '洗衣机修了一个月还没修好,一直说等配件',
    '安装师傅态度差,多收支架费',
    '报修了三次都没有人来',
  ],
  advertising: [
    '电视上说全场满千返百,来了只有部分品牌',
    '说买冰箱送豆浆机,到现在没给',
    '宣传海报写明送货送安装还送礼,结果没有礼',
    '活动期间买的,第二天降价,说好的保价不给补',
    '买满一万送金条,结账后说送完了',
    '满5000送电饭煲的赠品没给',
    '活动说满减200,结账时不给减',
    '宣传单上写的价格店里不认',
    '促销活动与实际不符',
    '买空调送风扇,赠品一直没货',
    '促销员说好的赠品没给',
    '短信说到店领礼品,到店说领完了',
    '海报写全场八折,收银时只给九折',
    '买冰箱承诺赠送微波炉,两个月没有兑现',
    '广告说免费安装,实际要收安装费',
    'DM单上的特价机到店没有货',
    '参加以旧换新活动,补贴没给',
    '宣传说满三千送三百,到店说只限部分商品',
    '赠送的电磁炉一直没有拿到',
  ],
  finance: [
    '开了普票,要换专票,一个月没换',
    '发票少开了500元',
    '退货一个月了钱还没到卡里',
    '收银员算错钱,顾客指出还被骂',
    '刷卡不成功但是钱扣了',
    '退货后钱一直没退',
    '收银员跟顾客发生争执',
    '刷卡刷了两次,多扣3000元',
    '发票抬头开错,不给重开',
    '退货半个月了,退款没到账',
    '收银员态度差,和顾客吵起来',
    '5月退的货,货款至今没有退回银行卡',
    '收银台排队很久,收银员找错钱还和顾客争执',
    '要求开专票,财务说要等下月',
    '换货后差价一直没有退给顾客',
    '发票型号开错,报修时厂家不认',
    '退了机器,退款一个月没有收到',
    '发票一个月没有寄到',
    '发票金额比实际付款少',
  ],
  purchasing: [
    '5月10日付全款买洗衣机,业务员说5天到货,到6月1日还没到货,要求给说法',
    '顾客买了一台空调,一直负卖,说下周又下周',
    '手机卖给顾客后没有货给,让顾客等了一个月',
    '买的冰箱说是采购那边没有订到,拖了二十天',
    '顾客交完钱才说没货,要等厂家排产',
    '顾客3月买的洗衣机,店里负卖,一直到不了货',
    '交了全款说一周到货,一个月了还没有货,采购一直没订',
    '冰箱交款后一个月一直没货',
    '约好20号送货一直没送,打电话说是没货',
    '预订的手机超卖,仓库没有货,门店让等',
    '开单时说有货,付款后告知缺货,要等半个月',
    '洗衣机5月1日付款,答应5月10日到货,到月底还没到',
    '空调缺货,安装一直排不上',
    '电视卖完了还在卖,厂家不再供货',
    '商品已停产还在销售,顾客等了一个月没有货发',
    '顾客交了定金,洗衣机迟迟没有到货',
    '热销机型没有库存仍开单收款,顾客等了二十天',
    '手机到货时间一拖再拖',
    '签了负卖确认函,说6月5日到货,到6月15日还没有消息',
  ],
  manufacturer: [
    '买了不到半年的洗衣机修了五次,顾客要求换机',
    '电视开机没有图像,三个月内第二次坏',
    '新手机刚开机就发烫,商品质量有问题',
    '冰箱门封不严,内壁结冰,厂家说没有问题',
    '空调反复漏氟,加了三次都不行',
    '电视买了三个月坏了四次,修了又坏,要求退货',
    '同一故障修了三次还是不行',
    '冰箱用了半个月就不制冷,质量太差',
    '热水器漏水,维修三次仍漏,要求退款',
    '手机质量差,买来一周死机多次,要求退货退款',
    '洗衣机反复维修,每次修好没几天又坏',
    '彩电黑屏,厂家维修过2次,第三次又黑屏',
    '油烟机噪音大,厂家来看过说正常',
    '豆浆机用了两天就坏了',
    '空调不制冷,已经维修四次',
    '新买的冰箱三天就不启动了',
    '电视机屏幕有亮点,质量不过关',
    '微波炉第三次出现同样的毛病',
    '空调压缩机修了两回还响',
  ],
}

describe('the responsible department', () => {
  for (const code of departments) {
    test.each(told[code])(`${code} answers for: %s`, (text) => {
      expect(suggest(text)).toMatchObject({ department: code })
    })
  }

  test('no word that hits gives none', () => {
    expect(suggest('顾客来咨询营业时间')).toEqual({ department: null, ranking: [] })
    expect(suggest('')).toEqual({ department: null, ranking: [] })
  })

  test('is told with the whole ranking and the words that led to it', () => {
    expect(suggest('约好6月1日送货,系统里开单录成6月2日,顾客白等一天').ranking).toEqual([
      { code: 'store', score: 8, words: ['开单', '录成'] },
      { code: 'logistics', score: 5, words: ['送货', '白等'] },
    ])
  })

  test('a word inside a longer one that was found is not counted again', () => {
    const [finance] = suggest('增值税发票').ranking
    expect(finance).toMatchObject({ code: 'finance', words: ['增值税发票'] })
    expect(suggest('促销员').ranking.map(({ code }) => code)).toEqual(['store'])
  })

  test('what the customer wants is not taken for what went wrong', () => {
    expect(suggest('热水器漏水,要求退款').department).toBe('manufacturer')
    expect(suggest('凭发票来报修,三天没人上门').department).toBe('aftersales')
  })

  test('a word told ten times weighs as much as once', () => {
    expect(suggest('送货,'.repeat(10)).ranking).toEqual(suggest('送货').ranking.map((each) => each))
  })

  test('full-width letters, spaces and case make no difference', () => {
    expect(suggest('ＤＭ 单上的价格')).toMatchObject({ department: 'advertising' })
    expect(suggest('发 票')).toMatchObject({ department: 'finance' })
  })

  test('equal scores stand in the fixed order of the departments', () => {
    const words = Object.fromEntries([...departments].reverse().map((code) => [code, { words: { 同分: 2 } }]))
    const policy = mergePolicy(defaultPolicy, { departments: words })
    expect(suggestDepartment('同分', policy).ranking.map(({ code }) => code)).toEqual([...departments])
  })

  test('the policy’s own words decide, signs of regular expressions are plain text', () => {
    const policy = mergePolicy(defaultPolicy, {
      departments: { finance: { words: { '(.*)+$': 9, 发票: 0 } } },
    })
    expect(suggestDepartment('发票', policy).department).toBeNull()
    expect(suggestDepartment('写着(.*)+$', policy).department).toBe('finance')
  })

  test('hostile and endless text is answered at once', () => {
    const started = performance.now()
    for (const text of ['款'.repeat(2_000_000), '钱到货没'.repeat(500_000), '<script>\ud800💥'.repeat(1_000)])
      suggest(text)
    expect(performance.now() - started).toBeLessThan(2_000)
  })
})

describe('the six complaints at the counter', () => {
  test.each(counter)('$customer: level $level, $department', (complaint) => {
    const facts: LevelFacts = levelFactsSchema.parse(complaint)
    expect(suggestLevel(facts, defaultPolicy).level).toBe(complaint.level)
    expect(suggest(complaint.text).department).toBe(complaint.department)
  })
})
