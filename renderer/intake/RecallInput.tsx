import { Combobox, Text, TextInput, useCombobox } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PurchaseView, RecalledCustomer } from '../../electron/desk/views.ts'

/** A customer that was found again, with the purchase that was meant where one was. */
export interface Recall {
  readonly found: RecalledCustomer
  readonly purchase: PurchaseView | null
}

interface RecallInputProps {
  readonly name: string
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly onPick: (recall: Recall) => void
  readonly recalls: readonly Recall[]
  readonly error: ReactNode
  readonly disabled?: boolean
  readonly inputMode?: 'tel' | 'text'
  readonly autoFocus?: boolean
}

/** A field that finds a customer while it is typed; the arrows and Enter take one, going on typing takes none. */
export function RecallInput({ recalls, value, onChange, onPick, ...input }: RecallInputProps) {
  const { t } = useTranslation('intake')
  const [wanted, setWanted] = useState(false)
  // A list with nothing in it is not open: else Escape would close it, unseen, instead of what stands around the field.
  const combobox = useCombobox({
    opened: wanted && recalls.length > 0,
    onOpenedChange: setWanted,
    onDropdownClose: () => combobox.resetSelectedOption(),
  })
  return (
    <Combobox
      store={combobox}
      onOptionSubmit={(index) => {
        const recall = recalls[Number(index)]
        combobox.closeDropdown()
        setWanted(false)
        if (recall !== undefined) onPick(recall)
      }}
      width={420}
      position="bottom-start"
      transitionProps={{ duration: 0 }}
    >
      <Combobox.Target>
        <TextInput
          {...input}
          value={value}
          autoComplete="off"
          onChange={(event) => {
            onChange(event.currentTarget.value)
            setWanted(true)
          }}
          onFocus={() => setWanted(true)}
          onBlur={() => {
            combobox.closeDropdown()
            setWanted(false)
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options aria-label={t('recall.list')}>
          {recalls.map(({ found, purchase }, index) => (
            <Combobox.Option key={`${found.customer.id} ${purchase?.id ?? ''}`} value={String(index)}>
              <div>
                {found.customer.name} <span className="numbers">{found.customer.phones.join(' / ')}</span>
              </div>
              <Text size="xs" c="dimmed" className="one-line">
                {purchase === null
                  ? t('recall.before', {
                      purchases: found.purchases.length,
                      complaints: found.complaints.length,
                    })
                  : [purchase.orderNumber, purchase.productName, purchase.model].filter(Boolean).join(' ')}
              </Text>
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
