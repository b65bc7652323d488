import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import ProviderKit

/// What the payment button loads in a shop's pages (contract, A7 to A9).
struct ExternalCheckoutScripts: Sendable {
    let inbound: Inbound
    let scripts: ButtonLoader
    let directory: MallDirectory
    let providers: ProviderDirectory
    let signer: ReservationSigner
    let limiter: RateLimiter

    func declare(in router: Router<GatewayContext>) {
        router.getAndHead(RouterPath(RouteTable.externalScript), use: loader)
        router.get("\(RouteTable.externalButton){file}", use: button)
        router.get(RouterPath(RouteTable.externalData), use: data)
        router.get(RouterPath(RouteTable.externalHash), use: hash)
        for path in [RouteTable.externalScript, RouteTable.externalData, RouteTable.externalHash] {
            router.on(RouterPath(path), method: .options, use: CrossOrigin.reading.preflight)
        }
    }

    // MARK: A7

    private func loader(_ request: Request, _ context: GatewayContext) -> Response {
        script(scripts.loader, cache: "public, max-age=86400")
    }

    /// A loader that a browser still holds may name an older script, and one of a newer instance a newer script: each
    /// gets this version's, and nobody keeps that under the other's name.
    private func button(_ request: Request, _ context: GatewayContext) -> Response {
        let isCurrent = context.parameters.get("file") == "\(scripts.buttonHash).js"
        return script(scripts.button, cache: isCurrent ? "public, max-age=31536000, immutable" : "no-store")
    }

    private func script(_ bytes: [UInt8], cache: String) -> Response {
        let headers: HTTPFields = [
            .contentType: "application/javascript; charset=utf-8", .cacheControl: cache, .acceptRanges: "bytes",
            .xContentTypeOptions: "nosniff",
        ]
        let body = ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        return CrossOrigin.reading.opened(Response(status: .ok, headers: headers, body: body))
    }

    // MARK: A8

    /// Trouble has status 200 here: the page reads `bResult`.
    private func data(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let text: String
        do {
            text = try ButtonAnswer.success(publicData(try await inbound.fields(of: request, context)))
        } catch {
            text = ButtonAnswer.failure(Refusal(of: error, context.logger).message)
        }
        return CrossOrigin.reading.opened(Answer.json(text))
    }

    private func publicData(_ fields: RequestFields) throws -> String {
        let mall = try checked { try fields.required("mall_id", max: 64) }
        let number = try checked { try fields.required("shop_no", max: 9) }
        guard let shop = decimal(number, in: 1...Int.max).flatMap({ directory.shop(mall: mall, number: $0) }) else {
            throw Refusal(.notFound, "mall_id or shop_no is not known here")
        }
        guard shop.isEnabled, let manifest = providers.manifest(of: shop.provider) else { throw Refusal.buttonIsOff }
        guard manifest.externalCheckout != nil else { throw Refusal.noButton }
        let field = manifest.accountFields.first { !$0.isSecret }
        var object = JSONObject()
        object.add("public_key", field.flatMap { shop.account[$0.name]?.first?.exposed } ?? "")
        object.add("shop_name", shop.name)
        object.add("shop_currency", shop.currency.code)
        return object.text
    }

    // MARK: A9

    private func hash(_ request: Request, _ context: GatewayContext) async throws -> Response {
        do {
            guard limiter.admits(inbound.source(request, context)) else { throw Refusal.tooMany }
            let question = try question(try await inbound.fields(of: request, context))
            try admit(request.headers[.origin], to: question.mall)
            var object = JSONObject()
            object.add("hmac_key", try signer.sign(question))
            return CrossOrigin.reading.opened(Answer.json(object.text))
        } catch {
            let refusal = Refusal(of: error, context.logger)
            let answer = Answer.json(ButtonAnswer.failure(refusal.message), status: refusal.status(business: 400))
            return CrossOrigin.reading.opened(answer.waiting(after: refusal))
        }
    }

    private func question(_ fields: RequestFields) throws -> ReservationSigner.Question {
        try checked {
            ReservationSigner.Question(
                mall: try fields.required("mall_id", max: 64),
                requestTime: try fields.required("request_time", max: 16),
                clientKey: try fields.required("client_key", max: 128),
                memberID: try fields.required("member_id", max: 64)
            )
        }
    }

    /// A browser says whose page asks; it must be one of the mall's.
    private func admit(_ origin: String?, to mall: String) throws {
        guard let origin else { return }
        guard let url = try? OutsideURL(origin), directory.mall(mall)?.origins.admission(of: url) != nil else {
            throw Refusal(.forbidden, "this page is not the mall's")
        }
    }
}
