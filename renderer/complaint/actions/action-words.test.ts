import { describe, expect, it } from 'vitest'
import { english } from '../../i18n/en.ts'
import { chinese } from '../../i18n/zh-CN.ts'
import { actionForms } from './action-forms.ts'

const languages = { chinese, english }

/** The text at a dotted key, undefined where there is none. */
function wordAt(tree: object, key: string): unknown {
  return key
    .split('.')
    .reduce<unknown>(
      (node, part) =>
        node instanceof Object ? Object.entries(node).find(([name]) => name === part)?.[1] : undefined,
      tree,
    )
}

describe.each(Object.entries(languages))('%s', (_, words) => {
  it('every field that an action asks for has its label', () => {
    for (const form of Object.values(actionForms))
      for (const { name } of form.fields)
        expect(wordAt(words.complaint, `field.${name}`), name).toBeTypeOf('string')
  })

  it('every choice has its word', () => {
    for (const form of Object.values(actionForms))
      for (const field of form.fields) {
        if (field.control !== 'choice') continue
        const [namespace, list] = field.words.includes(':')
          ? field.words.split(':')
          : ['complaint', field.words]
        for (const choice of field.choices)
          expect(wordAt(words, `${namespace}.${list}.${choice}`), `${field.name} ${choice}`).toBeTypeOf(
            'string',
          )
      }
  })

  it('both answers of every question have their words', () => {
    for (const form of Object.values(actionForms))
      for (const field of form.fields) {
        if (field.control !== 'yes_no') continue
        expect(wordAt(words.complaint, `yes.${field.name}`), field.name).toBeTypeOf('string')
        expect(wordAt(words.complaint, `no.${field.name}`), field.name).toBeTypeOf('string')
      }
  })
})
