import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { useState } from 'react'
import { createDeskClient, createQueryClient } from './api/client.ts'
import { TRPCProvider } from './api/trpc.ts'
import { ErrorBoundary } from './frame/ErrorBoundary.tsx'
import { Entrance } from './sign-in/Entrance.tsx'
import { cssVariables, theme } from './theme.ts'

const colorScheme = localStorageColorSchemeManager({ key: 'countersign.appearance' })

/** The whole page: providers around the entrance, which shows set-up, sign-in or the desk. */
export function App() {
  const [queryClient] = useState(createQueryClient)
  const [deskClient] = useState(createDeskClient)
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={colorScheme}
      defaultColorScheme="auto"
    >
      <Notifications position="bottom-right" autoClose={6000} />
      <ErrorBoundary>
        <QueryClientProvider client={queryClient}>
          <TRPCProvider trpcClient={deskClient} queryClient={queryClient}>
            <Entrance />
          </TRPCProvider>
        </QueryClientProvider>
      </ErrorBoundary>
    </MantineProvider>
  )
}
