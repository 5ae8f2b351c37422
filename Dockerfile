# Two stages: a Swift toolchain that builds, and a Debian with only what the binary links.
FROM swift:6.3-bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends libxml2-dev libzstd-dev libicu-dev pkg-config \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY Package.swift ./
COPY Sources Sources
COPY Tests Tests
RUN swift build -c release --product sluice --static-swift-stdlib

FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends \
    libxml2 libzstd1 libicu72 zlib1g libbz2-1.0 liblzma5 libsqlite3-0 libstdc++6 libgcc-s1 libc6 \
  && rm -rf /var/lib/apt/lists/* \
  && useradd --create-home --uid 10001 sluice
COPY --from=build /src/.build/release/sluice /usr/local/bin/sluice
USER sluice
WORKDIR /data
ENTRYPOINT ["sluice"]
