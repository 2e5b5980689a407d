import './app/mantine-styles.js'
import './app/tokens.css'
import './app/page.css'
import { createRoot } from 'react-dom/client'
import { Root } from './app/Root.js'

const place = document.getElementById('root')
if (place === null) throw new Error('The page has no place for the console.')
createRoot(place).render(<Root />)
