# Runs Keydesk as uid 10001; the root file system may be read-only, /data is the one place that is written.
# Pin the digest of the two FROM lines where you build for production.

FROM python:3.13-slim-bookworm AS build
WORKDIR /keydesk
COPY requirements-run.lock ./
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --only-binary :all: --require-hashes -r requirements-run.lock
COPY pyproject.toml README.md LICENSE ./
COPY app app
RUN /venv/bin/pip install --no-cache-dir --no-deps --no-build-isolation -e .

FROM python:3.13-slim-bookworm
RUN useradd --uid 10001 --home-dir /data --no-create-home keydesk \
    && install --directory --owner keydesk --mode 0700 /data
COPY --from=build /venv /venv
COPY alembic.ini /keydesk/
COPY app /keydesk/app
COPY migrations /keydesk/migrations
COPY templates /keydesk/templates
ARG COMMIT=
ENV KEYDESK_COMMIT=$COMMIT PATH=/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
USER 10001
WORKDIR /data
VOLUME /data
EXPOSE 8000
ENTRYPOINT ["keydesk"]
CMD ["serve", "--with-worker", "--host", "0.0.0.0"]
