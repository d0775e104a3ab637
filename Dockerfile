# Compiles hnswlib-node and the program; none of this stage's tools reach the image.
FROM node:20-bookworm AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts && npm rebuild hnswlib-node
COPY . .
RUN npm run build && npm prune --omit=dev --ignore-scripts

FROM node:20-bookworm-slim
# The last one: large pieces of memory go back to the system when a generation is let go, instead of waiting for the next one.
ENV NODE_ENV=production HEALTH_PORT=9090 MALLOC_MMAP_THRESHOLD_=1048576
WORKDIR /app
COPY --from=build /app/package.json /app/LICENSE ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY --from=build /app/src/safety ./src/safety
COPY --from=build /app/src/wording ./src/wording
COPY --from=build /app/models ./models
COPY --from=build /app/corpus ./corpus
RUN mkdir data && chown node:node data
USER node
VOLUME /app/data
HEALTHCHECK --start-period=60s --timeout=5s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.HEALTH_PORT + '/readyz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# node itself and not npm: npm does not pass SIGTERM on.
CMD ["node", "dist/main.js"]
