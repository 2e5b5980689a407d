// './x.js' means './x.ts' in our own sources; packages resolve as they are.
module.exports = (request, options) => {
  if (/^\.{1,2}\/.*\.js$/.test(request) && !options.basedir.includes('/node_modules/')) {
    try {
      return options.defaultResolver(request.replace(/\.js$/, '.ts'), options)
    } catch (error) {
      // A real .js then; the resolver says so in words alone.
      if (!error.message.startsWith('Cannot find module')) throw error
    }
  }
  return options.defaultResolver(request, options)
}
