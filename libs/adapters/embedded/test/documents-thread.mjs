import { serveDocuments } from '@spoc/adapters-embedded'

serveDocuments()
