import type { Department, Level, State } from '../../domain/vocabulary.ts'
import type { QuarantineReason } from '../http/wire.ts'

export type Language = 'zh-CN' | 'en'

const stateWords: Record<State, readonly [string, string]> = {
  registered: ['已登记', 'Registered'],
  accepted: ['已受理', 'Accepted'],
  investigating: ['调查中', 'Investigating'],
  dispatched: ['已转责任部门', 'Dispatched'],
  proposing: ['拟定方案', 'Proposing'],
  awaiting_signature: ['待签批', 'Awaiting signature'],
  awaiting_approval: ['待总部审批', 'Awaiting approval'],
  signed: ['已签批', 'Signed'],
  communicated: ['已告知', 'Communicated'],
  executing: ['执行中', 'Executing'],
  executed: ['待回访', 'Return visit due'],
  closed: ['已结案', 'Closed'],
  withdrawn: ['客户撤回', 'Withdrawn'],
  merged: ['已并单', 'Merged'],
  voided: ['已作废', 'Voided'],
  unsettled: ['协商未果', 'Unsettled'],
}
const levelWords: Record<Level, readonly [string, string]> = {
  1: ['服务请求', 'Service request'],
  2: ['一般客诉', 'General'],
  3: ['加急客诉', 'Urgent'],
  4: ['重大客诉', 'Major'],
  5: ['渠道客诉', 'Channel'],
}
const departmentWords: Record<Department, readonly [string, string]> = {
  store: ['门管', 'Store'],
  logistics: ['物流', 'Logistics'],
  aftersales: ['售后', 'After-sales'],
  advertising: ['广宣', 'Advertising'],
  finance: ['财务', 'Finance'],
  purchasing: ['采销', 'Purchasing'],
  manufacturer: ['厂家', 'Manufacturer'],
}
const reasonWords: Record<QuarantineReason, readonly [string, string]> = {
  schema_unknown: ['门店版本比总部新', 'The store’s version is newer than head office’s'],
  after_malformed: ['记录格式不对', 'The record has the wrong form'],
  undecryptable: ['客户信息无法解密', 'The customer’s data cannot be opened'],
  waits: ['等待同一记录的前一条目', 'Waits for an earlier entry of the same record'],
}

const words = {
  product: ['售后服务台 · 总部', 'Countersign · Head office'],
  stores: ['门店', 'Stores'],
  code: ['编码', 'Code'],
  name: ['名称', 'Name'],
  lastPush: ['最近上报', 'Last push'],
  never: ['尚未上报', 'Not yet'],
  entries: ['条目', 'Entries'],
  clock: ['门店时钟', 'Store clock'],
  clockRight: ['准', 'Right'],
  fast: ['快', 'fast by'],
  slow: ['慢', 'slow by'],
  alarms: ['警报', 'Alarms'],
  quarantined: ['隔离条目', 'Quarantined'],
  openComplaints: ['未结投诉', 'Open complaints'],
  noStores: ['还没有门店', 'No store yet'],
  noStoresHint: [
    '在下面生成注册码，交给门店，在门店的“总部同步”页面输入。',
    'Make an enrolment code below and give it to the store, which enters it at “Head office”.',
  ],
  newCode: ['生成注册码', 'New enrolment code'],
  storeCode: ['门店编码', 'Store code'],
  storeCodeHint: ['2 到 12 位大写字母或数字，如 SZ001', '2 to 12 capitals or digits, such as SZ001'],
  storeName: ['门店名称', 'Store name'],
  makeCode: ['生成', 'Make code'],
  codeFor: ['注册码', 'Enrolment code'],
  codeOnce: ['只显示这一次，只能用一次。有效期至', 'Shown only now, works once. Valid until'],
  badStore: ['请检查门店编码和名称。', 'Please check the store’s code and name.'],
  back: ['返回门店列表', 'Back to the stores'],
  complaints: ['投诉', 'Complaints'],
  number: ['编号', 'Number'],
  state: ['状态', 'State'],
  level: ['级别', 'Level'],
  department: ['责任部门', 'Department'],
  customer: ['客户', 'Customer'],
  anonymous: ['匿名', 'Anonymous'],
  handler: ['受理人', 'Handler'],
  what: ['投诉内容', 'What happened'],
  received: ['接诉时间', 'Received'],
  arrived: ['收到时间', 'Arrived'],
  replyDue: ['答复期限', 'Reply due'],
  late: ['迟', 'Late'],
  showOpen: ['未结', 'Open'],
  showAll: ['全部', 'All'],
  show: ['筛选', 'Show'],
  noOpen: ['没有未结投诉', 'No open complaint'],
  noComplaints: ['还没有投诉', 'No complaint yet'],
  noComplaintsHint: ['门店上报后显示在这里。', 'They appear here once the store has pushed.'],
  pages: ['分页', 'Pages'],
  previous: ['上一页', 'Previous'],
  next: ['下一页', 'Next'],
  quarantineHint: [
    '这些条目已保存，但未生效；同一记录的后续条目也在等待。',
    'These entries are kept but took no effect; later ones of the same record wait as well.',
  ],
  entry: ['条目', 'Entry'],
  action: ['操作', 'Action'],
  reason: ['原因', 'Reason'],
  alarmHint: [
    '门店的条目与总部已有的不一致。请联系门店核实是否有两台电脑或数据被改动。',
    'What the store sent contradicts what head office has. Ask the store whether two computers run or records were changed.',
  ],
  alarmKind: ['种类', 'Kind'],
  fork: ['同一编号两个条目', 'Two entries under one number'],
  'broken-chain': ['校验链断裂', 'Broken chain'],
  lastSeen: ['最近一次', 'Last seen'],
  times: ['次数', 'Times'],
  signIn: ['登录', 'Sign in'],
  signOut: ['退出', 'Sign out'],
  token: ['访问口令', 'Access token'],
  tokenHint: [
    '启动总部服务时显示，或由 HEAD_OFFICE_TOKEN 指定。',
    'Shown when head office’s service started, or set by HEAD_OFFICE_TOKEN.',
  ],
  wrongToken: ['口令不对，请再试一次。', 'The token is wrong. Please try again.'],
  tooMany: ['尝试次数过多，请稍后再试。', 'Too many attempts. Please wait a little.'],
  notFound: ['没有这个页面', 'There is no such page'],
  skip: ['跳到内容', 'Skip to content'],
  places: ['位置', 'Places'],
} satisfies Record<string, readonly [string, string]>

export type Word = keyof typeof words

function pick(pair: readonly [string, string], language: Language): string {
  return language === 'en' ? pair[1] : pair[0]
}

function known(
  list: Readonly<Record<string, readonly [string, string]>>,
  code: string,
  language: Language,
): string {
  const pair = Object.hasOwn(list, code) ? list[code] : undefined
  // A code that a newer store brought is shown as it is rather than hidden.
  return pair === undefined ? code : pick(pair, language)
}

/** The words of one language. */
export type Wording = {
  language: Language
  word: (name: Word) => string
  state: (code: string) => string
  level: (level: number) => string
  department: (code: string) => string
  reason: (code: string) => string
  alarm: (kind: string) => string
}

/**
 * @param language the page's language
 * @returns its words; unknown codes come back as they are
 */
export function wordingOf(language: Language): Wording {
  return {
    language,
    word: (name) => pick(words[name], language),
    state: (code) => known(stateWords, code, language),
    level: (level) => known(levelWords, String(level), language),
    department: (code) => known(departmentWords, code, language),
    reason: (code) => known(reasonWords, code, language),
    alarm: (kind) => known({ fork: words.fork, 'broken-chain': words['broken-chain'] }, kind, language),
  }
}
