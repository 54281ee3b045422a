import type { StartLanguage } from './language.ts'
import { defaultPort, type UsageError } from './options.ts'

/** Everything that can keep a desk from opening; the desk throws these as errors with `code` and `params`. */
export type StartProblem =
  | 'folder_not_writable'
  | 'already_open'
  | 'newer_file'
  | 'damaged'
  | 'port_in_use'
  | 'disk_full'

/** An error of opening the desk that has a sentence of its own. */
export interface StartFailure extends Error {
  code: StartProblem
  params: Record<string, string | number>
}

const english = {
  usage: `Starts the after-sales desk of one store.

  npm start -- [options]        a window: Electron, else a browser
  npm run serve -- [options]    no window, the link only

  --demo        the demo store SZ001 with invented people, in a folder of its own
  --data DIR    the folder that holds the store's data
  --port N      the port of the browser host (default ${defaultPort}; 0 takes any free one)
  --no-open     open no window, print the link
  --help        this text
`,
  seeHelp: ' See --help for the options.',
  unknown_option: (word: string) => `There is no option ${word}.`,
  unexpected_word: (word: string) => `“${word}” is not an option.`,
  missing_value: (word: string) => `${word} needs a value after it.`,
  unwanted_value: (word: string) => `${word} takes no value.`,
  bad_port: (word: string) => `“${word}” is not a port; a port is a number from 0 to 65535.`,
  building: 'Building the desk from its sources, because they are newer than the last build …',
  buildFailed: 'The desk could not be built from its sources:',
  fetchingElectron: (version: string) =>
    `Fetching Electron ${version}; gives up after 20 seconds without progress …`,
  electronFailed: (detail: string) =>
    `Electron cannot be had (${detail}), so the desk opens in a browser window. README tells how to set ELECTRON_MIRROR.`,
  electronQuiet: 'no progress for 20 seconds',
  electronDied: (detail: string) =>
    `Electron did not start (${detail}), so the desk opens in a browser window.`,
  noDisplay: 'There is no display here, so the desk opens no window; use the link from a browser.',
  noBrowser: 'No window could be opened; use the link from a browser.',
  serving: (url: string, dataDir: string) =>
    `The desk is open: ${url}\nIts data lies in ${dataDir}. Ctrl+C ends it.`,
  closed: 'The desk is closed.',
  handedOver: 'The desk is already open; its window has come to the front.',
  folder_not_writable: (dataDir: string) =>
    `The data folder ${dataDir} cannot be written. Choose another with --data DIR, or change its permissions.`,
  already_open: (dataDir: string) =>
    `The desk with the data in ${dataDir} is already open in another window.`,
  alreadyOpenAt: (dataDir: string, url: string) =>
    `The desk with the data in ${dataDir} is already open: ${url}`,
  newer_file: (dataDir: string) =>
    `The data in ${dataDir} was written by a newer version of this program. Start that version; nothing was changed.`,
  damaged: (dataDir: string) =>
    `The data in ${dataDir} is damaged and was not opened, so nothing is lost further. Restore a backup or ask for help.`,
  disk_full: (dataDir: string) =>
    `The disk that holds ${dataDir} is full, so the desk cannot open. Free some space and start again; nothing is lost.`,
  port_in_use: (port: string) =>
    `Port ${port} is in use by another program. Choose another with --port N, or any free one with --port 0.`,
  notStarted: 'This program could not be started:',
}

const chinese: typeof english = {
  usage: `启动一家门店的售后服务台。

  npm start -- [选项]        打开窗口：Electron，没有则用浏览器
  npm run serve -- [选项]    不开窗口，只给出链接

  --demo        演示门店 SZ001，人物均为虚构，数据另存一个文件夹
  --data DIR    存放门店数据的文件夹
  --port N      浏览器方式使用的端口（默认 ${defaultPort}；0 表示任一空闲端口）
  --no-open     不开窗口，只打印链接
  --help        显示本说明
`,
  seeHelp: '用 --help 查看全部选项。',
  unknown_option: (word) => `没有 ${word} 这个选项。`,
  unexpected_word: (word) => `“${word}”不是选项。`,
  missing_value: (word) => `${word} 后面要写一个值。`,
  unwanted_value: (word) => `${word} 后面不带值。`,
  bad_port: (word) => `“${word}”不是端口；端口是 0 到 65535 之间的数字。`,
  building: '源代码比上次构建的新，正在构建服务台……',
  buildFailed: '服务台构建失败：',
  fetchingElectron: (version) => `正在下载 Electron ${version}；连续 20 秒没有进展就放弃……`,
  electronFailed: (detail) =>
    `无法取得 Electron（${detail}），改在浏览器窗口中打开服务台。可设置 ELECTRON_MIRROR，见 README.zh-CN.md。`,
  electronQuiet: '连续 20 秒没有进展',
  electronDied: (detail) => `Electron 未能启动（${detail}），改在浏览器窗口中打开服务台。`,
  noDisplay: '这台机器没有显示器，不打开窗口；请在浏览器中打开链接。',
  noBrowser: '未能打开窗口；请在浏览器中打开链接。',
  serving: (url, dataDir) => `服务台已打开：${url}\n数据存放在 ${dataDir}。按 Ctrl+C 结束。`,
  closed: '服务台已关闭。',
  handedOver: '服务台已经打开，窗口已切换到最前面。',
  folder_not_writable: (dataDir) =>
    `数据文件夹 ${dataDir} 无法写入。请用 --data DIR 另选一个，或修改它的权限。`,
  already_open: (dataDir) => `数据在 ${dataDir} 的服务台已经在另一个窗口中打开。`,
  alreadyOpenAt: (dataDir, url) => `数据在 ${dataDir} 的服务台已经打开：${url}`,
  newer_file: (dataDir) => `${dataDir} 中的数据由更新版本的程序写成。请启动那个版本；数据没有改动。`,
  damaged: (dataDir) => `${dataDir} 中的数据已损坏，没有打开，以免损失扩大。请恢复备份，或请人协助。`,
  disk_full: (dataDir) => `${dataDir} 所在的磁盘已满，服务台无法打开。请腾出空间后再启动；数据没有丢失。`,
  port_in_use: (port) =>
    `端口 ${port} 已被其他程序占用。请用 --port N 另选一个，或用 --port 0 取任一空闲端口。`,
  notStarted: '程序无法启动：',
}

export type StartMessages = typeof english

/** Every sentence of the start, in one language. */
export function startMessages(language: StartLanguage): StartMessages {
  return language === 'zh-CN' ? chinese : english
}

/** What to tell a person whose command line could not be used. */
export function usageSentence(error: UsageError, messages: StartMessages): string {
  return `${messages[error.problem](error.word)}${messages.seeHelp}`
}

const problems: readonly string[] = [
  'folder_not_writable',
  'already_open',
  'newer_file',
  'damaged',
  'port_in_use',
  'disk_full',
] satisfies StartProblem[]

/** Whether an error is one of those that keep a desk from opening and have a sentence of their own. */
export function isStartFailure(error: unknown): error is StartFailure {
  return (
    error instanceof Error && 'code' in error && problems.includes(String(error.code)) && 'params' in error
  )
}

/** What to tell a person whose desk did not open: what is wrong, and what to do about it. */
export function startFailureSentence(
  failure: StartFailure,
  asked: { dataDir: string; port: number },
  messages: StartMessages,
): string {
  if (failure.code === 'port_in_use') return messages.port_in_use(String(failure.params.port ?? asked.port))
  const url = runningAt(failure)
  return url === null ? messages[failure.code](asked.dataDir) : messages.alreadyOpenAt(asked.dataDir, url)
}

/** The link of the desk that already runs on the same data, or null when it has none (it runs in Electron). */
export function runningAt(failure: StartFailure): string | null {
  const url = failure.code === 'already_open' ? failure.params.url : undefined
  return typeof url === 'string' && /^https?:\/\//.test(url) ? url : null
}
