import type { Locator, Page } from 'playwright-core'
import { pin } from '../helpers/desk.ts'
import { eventually } from './eventually.ts'
import type { Keyboard } from './keyboard.ts'
import { holdsFocus, keyboardOf } from './keyboard.ts'

/** One of the counter's complaints, as it is told. */
export interface Told {
  readonly customer: string
  readonly phone: string
  readonly order: string
  readonly model: string
  readonly product: string
  readonly text: string
  readonly wants: readonly string[]
  readonly threatens?: readonly string[]
  readonly dissatisfied?: boolean
  readonly deadlineSet?: boolean
}

/** The glossary's Chinese words that the steps need. */
export const wantWords: Readonly<Record<string, string>> = {
  service: '服务',
  repair: '维修',
  exchange: '换货',
  refund: '退款',
  compensation: '赔偿',
  apology: '道歉',
  explanation: '解释',
}
const threatWords: Readonly<Record<string, string>> = {
  media: '媒体',
  court: '法院',
  regulator: '监管部门',
  executives: '总部高管',
}

/** Somebody at the Chinese desk with nothing but the keys. */
export interface Worker {
  readonly page: Page
  readonly keys: Keyboard
  /** Fills the intake form as far as it goes before 登记. */
  fillIntake(told: Told): Promise<void>
  /**
   * Records what stands in the form.
   * @returns the complaint's number
   */
  record(): Promise<string>
  /** Opens a complaint by the search. */
  open(number: string): Promise<void>
  /** Takes an action that asks for nothing. */
  take(action: string): Promise<void>
  /**
   * Takes an action, enters what it asks for and sends it.
   * @param action its word, as on its button or in the menu
   * @param enter fills the form
   */
  act(action: string, enter?: (form: Locator) => Promise<void>): Promise<void>
  /** Waits until the complaint on screen stands so. */
  stands(state: string): Promise<void>
  /** Goes to a place of the navigation. */
  goTo(place: string): Promise<void>
}

/**
 * @param page signed in, in Chinese
 */
export function workerAt(page: Page): Worker {
  const keys = keyboardOf(page)
  const main = page.getByRole('main')
  const label = (name: string, within: Locator | Page = main) => within.getByLabel(name, { exact: true })
  const stands = (state: string) => main.getByText(state, { exact: true }).first().waitFor()

  /** Takes the action where it is offered now: the one button, or the menu, while the screen may still be changing. */
  async function start(action: string): Promise<void> {
    const more = main.getByRole('button', { name: '更多操作', exact: true })
    const direct = main.getByRole('button', { name: action, exact: true }).first()
    await direct.or(more).first().waitFor()
    await eventually(async () => {
      if (!(await direct.isVisible())) return keys.pick(more, action)
      await keys.push(direct)
      return true
    }).toBe(true)
  }

  return {
    page,
    keys,
    stands,
    async fillIntake(told) {
      await keys.press('Alt+n')
      await label('客户姓名').waitFor()
      await keys.write(label('客户姓名'), told.customer)
      await keys.write(label('手机号'), told.phone)
      await keys.press('Escape')
      if (told.order !== '') await keys.write(label('订单号'), told.order)
      if (told.model !== '') await keys.write(label('商品型号'), told.model)
      if (told.product !== '') await keys.write(label('商品名称'), told.product)
      await keys.write(label('投诉内容'), told.text)
      for (const want of told.wants)
        await keys.mark(main.getByRole('group', { name: '客户诉求' }), wantWords[want] ?? want)
      const circumstances = main.getByRole('group', { name: '情况', exact: true })
      if (told.dissatisfied === true) await keys.mark(circumstances, '客户不满')
      if (told.deadlineSet === true) await keys.mark(circumstances, '限时解决')
      for (const threat of told.threatens ?? [])
        await keys.mark(main.getByRole('group', { name: '扬言曝光或投诉' }), threatWords[threat] ?? threat)
    },
    async record() {
      await keys.press('Control+Enter')
      const heading = page.getByRole('heading', { level: 1, name: /-\d{8}-\d{4}$/ })
      await heading.waitFor()
      return heading.innerText()
    },
    async open(number) {
      await keys.press('Control+k')
      const field = page.getByRole('textbox', { name: '搜索', exact: true })
      await field.waitFor()
      await keys.type(number)
      await page
        .getByRole('dialog')
        .getByRole('button', { name: new RegExp(number) })
        .waitFor()
      await keys.press('Enter')
      await page.getByRole('heading', { level: 1, name: number }).waitFor()
    },
    take: start,
    async act(action, enter = async () => {}) {
      const form = page.getByRole('dialog', { name: new RegExp(`^${action}`) })
      await start(action)
      // The drawer before gives the focus back as it goes: where that took the key, it is pressed again.
      const opened = () =>
        form.waitFor({ timeout: 4_000 }).then(
          () => true,
          () => false,
        )
      if (!(await opened())) {
        await keys.press('Escape')
        await start(action)
        await form.waitFor()
      }
      await eventually(() => holdsFocus(form.locator('form'))).toBe(true)
      await enter(form)
      await keys.press('Control+Enter')
      await form.waitFor({ state: 'hidden' })
    },
    async goTo(place) {
      await keys.push(page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: place }))
      await page.getByRole('heading', { level: 1, name: place }).waitFor()
    },
  }
}

/** What a finding says. */
interface Finding {
  readonly founded: boolean
  readonly quality?: boolean
  readonly cause: string
}

/** From the answer of the department or the store's own looking to the paper on the manager's desk. */
export async function prepare(worker: Worker, finding: Finding): Promise<void> {
  await find(worker, finding)
  await propose(worker)
  await submit(worker)
}

/** Records the finding; afterwards a resolution is being written. */
export async function find({ act, keys, stands }: Worker, finding: Finding): Promise<void> {
  await act('记录调查结论', async (form) => {
    await keys.mark(form.getByRole('radiogroup', { name: '是否属实' }), finding.founded ? '属实' : '不属实')
    if (finding.quality === true)
      await keys.mark(form.getByRole('radiogroup', { name: '是否质量问题' }), '质量问题')
    await keys.write(form.getByLabel('原因', { exact: true }), finding.cause)
  })
  await stands('拟定方案')
}

/**
 * Writes the resolution with the lines that the form begins with.
 * @param worker who writes
 * @param more changes the lines before the wording is drafted
 * @param after adds to the draft
 */
export async function propose(
  { act, keys, page }: Worker,
  more: (form: Locator) => Promise<void> = async () => {},
  after: (form: Locator) => Promise<void> = async () => {},
): Promise<void> {
  await act('拟定方案', async (form) => {
    await more(form)
    await keys.push(form.getByRole('button', { name: '按以上各项起草文字' }))
    await after(form)
    await form.getByText('方案已经完整，可以提交签批。').waitFor()
  })
  await page.getByRole('main').getByRole('button', { name: '提交签批', exact: true }).first().waitFor()
}

/** Lays the paper on the manager's desk. */
export async function submit({ act, stands }: Worker): Promise<void> {
  await act('提交签批')
  await stands('待签批')
}

/** The manager signs the paper of this complaint at the sign-off. */
export async function signPaper({ goTo, keys, page }: Worker, number: string): Promise<void> {
  await goTo('签批')
  const paper = page
    .getByRole('navigation', { name: '待签批' })
    .getByRole('link', { name: new RegExp(number) })
  await keys.push(paper)
  await page.getByRole('region', { name: '客户将看到的处理单' }).getByText(number).first().waitFor()
  await keys.write(page.getByLabel('您的 PIN 码', { exact: true }), pin)
  await keys.press('Enter')
  await page.getByText(`已签批 ${number}`).waitFor()
}

/** The signed text is handed over and talked through at the counter. */
export async function communicate({ act, stands }: Worker): Promise<void> {
  await act('告知客户')
  await stands('已告知')
}

/** The customer accepts what was communicated. */
export async function accepts({ act, keys, stands }: Worker, state: '执行中' | '待回访'): Promise<void> {
  await act('客户同意', (form) => keys.write(form.getByLabel('客户意见（原话）'), '可以,就这样办'))
  await stands(state)
}

/** Everything promised is done, with its evidence, and the customer hears of it. */
export async function complete({ act, keys, stands }: Worker): Promise<void> {
  await act('完成执行', async (form) => {
    for (const evidence of await form.getByLabel(/^凭证：/).all()) await keys.write(evidence, '单据 KD-0611')
    await keys.write(form.getByLabel('告知客户的内容'), '已经办好')
  })
  await stands('待回访')
}

/** The return visit finds a satisfied customer. */
export async function visit({ act, keys, stands }: Worker): Promise<void> {
  await act('登记回访', (form) => keys.mark(form.getByRole('radiogroup', { name: '对处理方案' }), '满意'))
  await stands('已结案')
}
