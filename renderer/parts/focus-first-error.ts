/** The part of Mantine's form that is needed to find its fields. */
interface FormFields {
  getInputNode: (path: string) => HTMLElement | null
}

/**
 * For the second argument of `form.onSubmit`: where the form was not filled in well, the first such field gets the focus.
 * @param form of Mantine's useForm
 */
export function focusFirstError(form: FormFields): (errors: Record<string, unknown>) => void {
  return (errors) => {
    const path = Object.keys(errors).find((key) => errors[key] !== null && errors[key] !== undefined)
    if (path !== undefined) form.getInputNode(path)?.focus()
  }
}
