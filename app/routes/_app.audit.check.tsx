import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { enter } from '~/modules/auth/queries.server'
import { checkBooks } from '~/modules/reports/queries/books.server'
import { BooksPage } from '~/modules/reports/ui/books-page'

export const meta: MetaFunction = () => [{ title: 'Are the books whole? · Vialkeep' }]

export async function loader({ request }: LoaderFunctionArgs) {
  const { context } = await enter(request, 'audit.read')
  return checkBooks(context.db)
}

export default function Books() {
  return <BooksPage {...useLoaderData<typeof loader>()} />
}
