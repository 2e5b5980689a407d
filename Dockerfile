# One image for every service; the command says which. Build stage: everything; run stage: production packages and built code only.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY apps ./apps
COPY libs ./libs
COPY tools ./tools
COPY nx.json tsconfig.base.json tsconfig.json ./
RUN npm ci && node tools/build.mjs && npm prune --omit=dev \
  && find apps libs -type d \( -name src -o -name out-tsc -o -name test \) -prune -exec rm -rf {} +

FROM node:24-bookworm-slim
ENV NODE_ENV=production SPOC_BIND=0.0.0.0 SPOC_DATA_DIR=/data
WORKDIR /app
COPY --from=build --chown=root:root /app/node_modules ./node_modules
COPY --from=build --chown=root:root /app/apps ./apps
COPY --from=build --chown=root:root /app/libs ./libs
COPY --from=build --chown=root:root /app/dist ./dist
COPY --from=build --chown=root:root /app/package.json ./
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000 2525
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s CMD ["node", "-e", "fetch('http://127.0.0.1:'+(process.env.SPOC_HTTP_PORT||3000)+'/health/live').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
ENTRYPOINT ["node", "--enable-source-maps"]
CMD ["dist/spoc.js"]
