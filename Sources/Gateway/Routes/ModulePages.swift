import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import ProviderKit

/// The pages that modules bring, under `/providers/{instance}/…`; each listener serves its own.
struct ModulePages {
    let inbound: Inbound
    let providers: ProviderDirectory
    let pages: Pages
    let listener: PageListener

    func declare(in router: Router<GatewayContext>) {
        router.getAndHead("\(RouteTable.providerPages)/:instance/**", use: page)
        router.post("\(RouteTable.providerPages)/:instance/**", use: page)
    }

    private func page(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let language = Language(accepting: request.headers[.acceptLanguage])
        let instance = try context.parameters.require("instance")
        guard let provider = await providers.anyProvider(instance: instance) as? any PageServing else {
            return pages.trouble(.noSuchPage, language, status: .notFound)
        }
        do {
            let message = try await inbound.message(request, context)
            let local = InboundMessage(
                // Without the body, which is left out on the way back, HEAD is GET.
                method: message.method == "HEAD" ? "GET" : message.method,
                path: String(message.path.dropFirst("\(RouteTable.providerPages)/\(instance)".count)),
                query: message.query,
                headers: message.headers,
                body: message.body,
                source: message.source
            )
            return answer(try await provider.page(for: local, on: listener))
        } catch let refusal as Refusal {
            return complain(refusal, language)
        } catch let error as ProviderError where error.code == .rejectedMessage {
            return pages.trouble(.badAddress, language, status: .badRequest)
        } catch {
            context.logger.error("a module's page failed", metadata: ["instance": "\(instance)", "error": "\(error)"])
            return pages.trouble(.unavailable, language, status: .serviceUnavailable)
        }
    }

    /// Of a request that could not be read.
    private func complain(_ refusal: Refusal, _ language: Language) -> Response {
        let status = refusal.status(business: 400)
        return switch listener {
        case .public: pages.trouble(refusal.kind == .late ? .unavailable : .badAddress, language, status: status)
        case .operations: Answer.refusal(refusal, business: 400)
        }
    }

    /// A module chooses its headers; what keeps pages from being framed, sniffed or leaking keys is added.
    private func answer(_ page: PageResponse) -> Response {
        var headers = HTTPFields()
        for (name, value) in page.headers {
            guard let name = HTTPField.Name(name) else { continue }
            headers[name] = value
        }
        headers[.referrerPolicy] = "no-referrer"
        headers[.xContentTypeOptions] = "nosniff"
        headers[.cacheControl] = headers[.cacheControl] ?? "no-store"
        headers[.contentSecurityPolicy] = headers[.contentSecurityPolicy] ?? PagePolicy.textOnly
        return Response(
            status: HTTPResponse.Status(code: page.status),
            headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: page.body))
        )
    }
}
