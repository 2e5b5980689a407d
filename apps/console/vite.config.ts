import react from '@vitejs/plugin-react'
import { defineConfig, loadEnv } from 'vite'

/** The built site is plain files under `dist`, served by the platform itself; in development the platform's API is asked through a proxy. */
export default defineConfig(({ mode }) => {
  const platform = loadEnv(mode, '.', 'SPOC_')['SPOC_PUBLIC_URL'] ?? 'http://127.0.0.1:3000'
  return {
    plugins: [react()],
    build: { outDir: 'dist', emptyOutDir: true, target: 'es2022', cssTarget: 'es2022', reportCompressedSize: true },
    server: {
      host: '127.0.0.1',
      port: 5173,
      strictPort: false,
      proxy: Object.fromEntries(['/api', '/tmf-api', '/version', '/docs', '/openapi.json'].map((path) => [path, platform])),
    },
  }
})
