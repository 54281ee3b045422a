import { Kbd, Modal, Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'

const keys = [
  { code: 'search', combination: ['Ctrl', 'K'] },
  { code: 'intake', combination: ['Ctrl', 'N'] },
  { code: 'intakeInTab', combination: ['Alt', 'N'] },
  { code: 'record', combination: ['Ctrl', 'Enter'] },
  { code: 'contact', combination: ['C'] },
  { code: 'contactIn', combination: ['Shift', 'C'] },
  { code: 'down', combination: ['↓', 'J'] },
  { code: 'up', combination: ['↑', 'K'] },
  { code: 'open', combination: ['Enter'] },
  { code: 'nextAction', combination: ['→'] },
  { code: 'close', combination: ['Esc'] },
  { code: 'help', combination: ['?'] },
] as const

/** The keys that work everywhere. */
export function KeyboardHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation(['frame', 'words'])
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('keys.title')}
      closeButtonProps={{ 'aria-label': t('words:do.close') }}
    >
      <Table>
        <Table.Tbody>
          {keys.map(({ code, combination }) => (
            <Table.Tr key={code}>
              <Table.Th scope="row" fw={400}>
                {t(`keys.${code}`)}
              </Table.Th>
              <Table.Td align="right">
                {combination.map((key) => (
                  <Kbd key={key} ml={4}>
                    {key}
                  </Kbd>
                ))}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  )
}
