import { context, SpanStatusCode, trace, type Attributes, type Span } from '@opentelemetry/api';
import type { Config } from '../config/config.js';

/**
 * Begins to send traces to `OTEL_EXPORTER_OTLP_ENDPOINT` (OTLP over HTTP); without it nothing is loaded, and {@link traced} does nothing but call.
 * Call it before anything is traced. Trace contexts that requests bring are not believed: anybody could send them.
 * @param process `web` or `worker`.
 * @returns what sends the rest, at the end of the process.
 */
export async function startTraces(
  config: Pick<Config, 'OTEL_EXPORTER_OTLP_ENDPOINT' | 'OTEL_EXPORTER_OTLP_HEADERS' | 'TRACES_SHARE'>,
  process: string,
): Promise<() => Promise<void>> {
  const endpoint = config.OTEL_EXPORTER_OTLP_ENDPOINT;
  if (endpoint === undefined) return () => Promise.resolve();
  const [
    { NodeTracerProvider, BatchSpanProcessor, ParentBasedSampler, TraceIdRatioBasedSampler },
    otlp,
    { resourceFromAttributes },
  ] = await Promise.all([
    import('@opentelemetry/sdk-trace-node'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
  ]);
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({
      'service.name': 'highlight-report',
      'service.instance.id': process,
    }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(config.TRACES_SHARE) }),
    spanProcessors: [
      new BatchSpanProcessor(
        new otlp.OTLPTraceExporter({
          url: `${endpoint.replace(/\/$/, '')}/v1/traces`,
          ...(config.OTEL_EXPORTER_OTLP_HEADERS && { headers: config.OTEL_EXPORTER_OTLP_HEADERS }),
        }),
      ),
    ],
  });
  provider.register();
  return () => provider.shutdown();
}

const tracer = trace.getTracer('highlight-report');

/**
 * Runs `work` as a step of a trace; the steps that it calls stand below it.
 * @param attributes ids, kinds and statements with `$1`, never what people wrote.
 */
export function traced<T>(name: string, attributes: Attributes, work: () => Promise<T>): Promise<T> {
  return tracer.startActiveSpan(name, { attributes }, async (span) => {
    try {
      return await work();
    } catch (error) {
      // The class alone: messages of the database repeat values.
      span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : 'error' });
      throw error;
    } finally {
      span.end();
    }
  });
}

/** Begins a step whose end somebody else tells, and runs `next` within it. */
export function beginTrace(name: string, attributes: Attributes, next: () => void): Span {
  const span = tracer.startSpan(name, { attributes });
  context.with(trace.setSpan(context.active(), span), next);
  return span;
}
