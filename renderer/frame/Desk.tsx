import { lazy, Suspense } from 'react'
import { Redirect, Route, Router, Switch, useLocation } from 'wouter'
import { useChanges } from '../api/changes.ts'
import { Loading } from '../parts/Loading.tsx'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { Frame } from './Frame.tsx'
import { useHashPath, useHashSearch } from './location.ts'
import { NoSuchPlace } from './NoSuchPlace.tsx'
import { paths } from './places.ts'

const Today = lazy(() => import('../today/Today.tsx'))
const Register = lazy(() => import('../register/Register.tsx'))
const Intake = lazy(() => import('../intake/Intake.tsx'))
const Complaint = lazy(() => import('../complaint/Complaint.tsx'))
const Customer = lazy(() => import('../customer/Customer.tsx'))
const SignOff = lazy(() => import('../sign-off/SignOff.tsx'))
const Calls = lazy(() => import('../calls/Calls.tsx'))
const Promises = lazy(() => import('../promises/Promises.tsx'))
const Handover = lazy(() => import('../handover/Handover.tsx'))
const ReadHandover = lazy(() => import('../handover/ReadHandover.tsx'))
const Returns = lazy(() => import('../returns/Returns.tsx'))
const NewCase = lazy(() => import('../returns/NewCase.tsx'))
const Case = lazy(() => import('../returns/Case.tsx'))
const Custody = lazy(() => import('../custody/Custody.tsx'))
const Authorisations = lazy(() => import('../authorisations/Authorisations.tsx'))
const TillImport = lazy(() => import('../till/TillImport.tsx'))
const HeadOffice = lazy(() => import('../head-office/HeadOffice.tsx'))
const Settings = lazy(() => import('../settings/Settings.tsx'))
const PrintPage = lazy(() => import('../print/PrintPage.tsx'))

/** The desk of the person signed in: every place by its path, print pages without the frame. */
export default function Desk() {
  useChanges()
  return (
    <Router hook={useHashPath} searchHook={useHashSearch}>
      <Switch>
        <Route path="/print/:kind/:id">
          {({ kind, id }) => (
            <ErrorBoundary>
              <Suspense fallback={<Loading />}>
                <PrintPage kind={kind} id={id} />
              </Suspense>
            </ErrorBoundary>
          )}
        </Route>
        <Route>
          <Frame>
            <Places />
          </Frame>
        </Route>
      </Switch>
    </Router>
  )
}

function Places() {
  const [path] = useLocation()
  return (
    <ErrorBoundary resetKey={path}>
      <Suspense fallback={<Loading />}>
        <Switch>
          <Route path="/">
            <Redirect to={paths.today} replace />
          </Route>
          <Route path={paths.today} component={Today} />
          <Route path={paths.register} component={Register} />
          <Route path={paths.intake} component={Intake} />
          <Route path="/complaint/:id">{({ id }) => <Complaint key={id} id={id} />}</Route>
          <Route path="/customer/:id">{({ id }) => <Customer key={id} id={id} />}</Route>
          <Route path="/sign-off/:id?">{({ id }) => <SignOff id={id ?? null} />}</Route>
          <Route path={paths.calls} component={Calls} />
          <Route path={paths.promises} component={Promises} />
          <Route path={paths.handover} component={Handover} />
          <Route path="/handover/:id">{({ id }) => <ReadHandover key={id} id={id} />}</Route>
          <Route path={paths.returns} component={Returns} />
          <Route path={paths.newCase()} component={NewCase} />
          <Route path={paths.custody} component={Custody} />
          <Route path={paths.authorisations} component={Authorisations} />
          <Route path={paths.tillImport} component={TillImport} />
          <Route path="/returns/:id">{({ id }) => <Case key={id} id={id} />}</Route>
          <Route path={paths.headOffice} component={HeadOffice} />
          <Route path="/settings/:tab?">{({ tab }) => <Settings tab={tab ?? null} />}</Route>
          <Route component={NoSuchPlace} />
        </Switch>
      </Suspense>
    </ErrorBoundary>
  )
}
