import { useFetchers, useNavigation, useRevalidator } from '@remix-run/react'
import { useCallback, useEffect, useState } from 'react'

/**
 * Reads the page's data again as soon as nothing else is being read or sent. A read that breaks off another one leaves an error
 * in the browser that nobody catches.
 */
export function useReadAgain(): () => void {
  const { revalidate, state } = useRevalidator()
  const navigation = useNavigation()
  const fetchers = useFetchers()
  const [wanted, setWanted] = useState(false)
  const quiet = [state, navigation.state, ...fetchers.map((each) => each.state)].every((each) => each === 'idle')
  useEffect(() => {
    if (!wanted || !quiet) return
    setWanted(false)
    revalidate()
  }, [wanted, quiet, revalidate])
  return useCallback(() => setWanted(true), [])
}
