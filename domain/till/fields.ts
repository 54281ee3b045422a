/** What a column of the till's export may hold, in the order in which the screen offers it. */
export const tillFields = [
  'orderNumber',
  'lineNumber',
  'channel',
  'invoicedOn',
  'deliveredOn',
  'model',
  'productName',
  'brand',
  'family',
  'category',
  'serialNumber',
  'quantity',
  'paidAmount',
  'paymentMethod',
  'warrantyMonths',
  'gifts',
  'customerName',
  'phone',
  'memberNumber',
] as const
export type TillField = (typeof tillFields)[number]

/** Without these a sold line cannot be found, or nothing can be worked out from it. */
export const requiredFields = ['orderNumber', 'invoicedOn', 'model', 'paidAmount'] as const

/** Field of each column in their order; null for one that is not read. */
export type TillMapping = readonly (TillField | null)[]

/** The names that tills give to a field, the likeliest first. */
const names: Readonly<Record<TillField, readonly string[]>> = {
  orderNumber:
    '订单号 订单编号 小票号 小票编号 单号 单据号 单据编号 销售单号 流水号 交易号 收据号 order ordernumber orderno orderid receipt receiptnumber receiptno'.split(
      ' ',
    ),
  lineNumber: '行号 明细行号 序号 项次 line lineno linenumber item itemno'.split(' '),
  channel: '销售渠道 渠道 销售方式 订单来源 channel saleschannel'.split(' '),
  invoicedOn:
    '开票日期 发票日期 销售日期 购买日期 下单日期 交易日期 销售时间 交易时间 购买时间 下单时间 开票时间 日期 invoicedate invoiced invoicedon saledate date orderdate purchasedate'.split(
      ' ',
    ),
  deliveredOn:
    '送达日期 签收日期 送货日期 收货日期 签收时间 交付日期 deliverydate delivered deliveredon'.split(' '),
  model: '商品型号 型号 规格型号 产品型号 货号 model modelnumber modelno sku'.split(' '),
  productName: '商品名称 品名 产品名称 货品名称 名称 商品 product productname name description'.split(' '),
  brand: '品牌 厂家 brand maker manufacturer'.split(' '),
  family: '产品族 商品族 产品系列 family productfamily'.split(' '),
  category: '品类 类别 分类 商品分类 商品类别 大类 category'.split(' '),
  serialNumber: '序列号 sn sn码 机身号 机身码 串号 机号 产品序列号 serial serialnumber serialno imei'.split(
    ' ',
  ),
  quantity: '数量 销售数量 件数 台数 quantity qty units'.split(' '),
  paidAmount:
    '实付金额 实付 实收金额 实收 成交金额 付款金额 支付金额 销售金额 金额 paid paidamount amountpaid amount total'.split(
      ' ',
    ),
  paymentMethod: '支付方式 付款方式 收款方式 结算方式 payment paymentmethod'.split(' '),
  warrantyMonths: '保修期 质保期 保修月数 保修 质保 三包期 warranty warrantymonths'.split(' '),
  gifts: '赠品 礼品 赠品明细 gifts gift'.split(' '),
  customerName: '客户姓名 顾客姓名 姓名 客户 顾客 收货人 会员姓名 customer customername buyer'.split(' '),
  phone: '手机号 手机 电话 联系电话 手机号码 客户电话 phone phonenumber mobile tel telephone'.split(' '),
  memberNumber: '会员号 会员卡号 会员编号 member membernumber memberno'.split(' '),
}

/** A header as it is compared: no case, no spaces or punctuation, no unit in brackets. */
function plainHeader(header: string): string {
  return header
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[([【（].*?[)\]】）]/g, '')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
}

const byName = new Map(
  tillFields.flatMap((field) => names[field].map((name, rank) => [name, { field, rank }] as const)),
)

/** By the whole header, or by one of the names that it offers, as in 序列号/SN. */
function fieldOf(header: string) {
  const offered = [header, ...header.split(/[/／|]/)].map((name) => byName.get(plainHeader(name)))
  return offered.find((found) => found !== undefined) ?? null
}

/**
 * Which field each column likely holds, by its header in Chinese or English. Where two columns have a name of the same
 * field, the likelier name has it.
 * @param headers of the columns in their order
 */
export function suggestMapping(headers: readonly string[]): (TillField | null)[] {
  const known = headers.map(fieldOf)
  return known.map((found, column) => {
    if (found === null) return null
    const better = known.some(
      (other, place) =>
        other?.field === found.field &&
        (other.rank < found.rank || (other.rank === found.rank && place < column)),
    )
    return better ? null : found.field
  })
}

/** How far down exports put titles above their headers. */
export const headerSearchRows = 10

/**
 * Which row holds the headers: the one that names the most fields, and the first that is not empty when none does.
 * @param rows the first rows of the file, as text
 * @returns its place, 0-based; -1 when all are empty
 */
export function headerRowOf(rows: readonly (readonly string[])[]): number {
  const counts = rows
    .slice(0, headerSearchRows)
    .map((row) => suggestMapping(row).filter((field) => field !== null).length)
  const most = Math.max(0, ...counts)
  if (most >= 2) return counts.indexOf(most)
  return rows.findIndex((row) => row.some((cell) => cell.trim() !== ''))
}

/** What is wrong with a mapping; empty when a file can be read with it. */
export interface MappingProblems {
  readonly missing: readonly TillField[]
  /** Fields that two columns claim. */
  readonly twice: readonly TillField[]
}

/**
 * @param mapping field of each column
 */
export function mappingProblems(mapping: TillMapping): MappingProblems {
  const count = (field: TillField) => mapping.filter((each) => each === field).length
  return {
    missing: requiredFields.filter((field) => count(field) === 0),
    twice: tillFields.filter((field) => count(field) > 1),
  }
}

/**
 * By what the headers of an export are recognised the next time, before it is hashed.
 * @param headers of the columns in their order
 */
export function headerIdentity(headers: readonly string[]): string {
  return JSON.stringify(headers.map((header) => header.normalize('NFKC').trim().toLowerCase()))
}
