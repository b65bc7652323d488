import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import ProviderKit

/// What PGs report (contract, A6 and A16): one handler for both routes and for payments of every flow.
///
/// The address names the payment (`key`) or the account (`account`), so that the secret is known before a byte of the
/// body is believed.
struct Webhooks {
    let inbound: Inbound
    let store: any PaymentStore
    let providers: ProviderDirectory
    let inbox: Inbox
    let rejections: RateLimiter

    func declare(in router: Router<GatewayContext>) {
        router.post(RouterPath(RouteTable.asynchronousWebhook), use: receive)
        router.post(RouterPath(RouteTable.cancellationWebhook), use: receive)
        router.post(RouterPath(RouteTable.refundWebhook), use: receive)
    }

    /// In bytes: several times what the messages in the documents of such PGs hold.
    private static let longestUnsigned = 16 * 1024

    private func receive(_ request: Request, _ context: GatewayContext) async throws -> Response {
        do {
            let source = inbound.source(request, context)
            guard rejections.isFree(source) else { return Self.trouble(.tooManyRequests, "too many forged messages") }
            let message = try await inbound.message(request, context)
            guard let (provider, account) = try await provider(for: request) else {
                return Self.trouble(.notFound, "no payment and no account of this name")
            }
            if type(of: provider).manifest.webhooks?.isSigned == false, let trouble = excess(of: message, account) {
                return trouble
            }
            return try await take(message, provider, account, source, context.logger)
        } catch let refusal as Refusal {
            return Self.trouble(refusal.status(business: 400), refusal.message)
        } catch {
            context.logger.error("a webhook could not be taken", metadata: ["error": "\(error)"])
            return Self.trouble(.serviceUnavailable, Self.again)
        }
    }

    /// What nobody signs is believed only after the PG was asked, so whoever sends it spends the account's inquiries.
    ///
    /// - Returns: The answer to a message that is too much; `nil` to one that may be asked about.
    private func excess(of message: InboundMessage, _ account: AccountID) -> Response? {
        guard message.body.count <= Self.longestUnsigned else {
            return Self.trouble(.contentTooLarge, "the body is larger than 16 KiB")
        }
        return inbox.takesBudget(account) ? nil : Self.trouble(.serviceUnavailable, Self.again)
    }

    /// Authenticated, stored, acknowledged, in that order; processed afterwards.
    private func take(
        _ message: InboundMessage,
        _ provider: any WebhookReceiving,
        _ account: AccountID,
        _ source: String?,
        _ logger: Logger
    ) async throws -> Response {
        do {
            var entries: [InboxEntry] = []
            for notice in try await provider.notices(in: message) {
                guard let payment = try await payment(notice.subject, of: account) else {
                    logger.info("a webhook is about no payment of ours", metadata: ["instance": "\(account.instance)"])
                    continue
                }
                let entry = try await inbox.store(message, about: payment, deduplicationKey: notice.deduplicationKey)
                if let entry { entries.append(entry) }
            }
            inbox.begin(entries)
            return acknowledgement(by: type(of: provider).manifest.webhooks)
        } catch let error as ProviderError {
            guard error.code != .temporary else { return Self.trouble(.serviceUnavailable, Self.again) }
            _ = rejections.admits(source)
            logger.warning(
                "a webhook was rejected",
                metadata: ["instance": "\(account.instance)", "error": "\(error.code)"]
            )
            return Self.trouble(.badRequest, "Invalid request")
        }
    }

    private func provider(for request: Request) async throws -> (any WebhookReceiving, AccountID)? {
        guard let account = try await account(in: request) else { return nil }
        do {
            let provider = try await providers.provider(of: account)
            return (provider as? any WebhookReceiving).map { ($0, account) }
        } catch {
            // A database that cannot be asked knows the account a moment later.
            if error.code == .temporary { throw error }
            return nil
        }
    }

    private func account(in request: Request) async throws -> AccountID? {
        if let text = request.uri.queryParameters["key"] {
            guard let key = PaymentKey(text), let payment = try await store.payment(key) else { return nil }
            return payment.accountID
        }
        return request.uri.queryParameters["account"].flatMap { AccountID(String($0)) }
    }

    /// An authentic message is believed only about payments of the account it was authenticated with.
    private func payment(_ subject: Notice.Subject, of account: AccountID) async throws -> Payment? {
        switch subject {
        case .key(let key):
            let payment = try await store.payment(key)
            return payment?.accountID == account ? payment : nil
        case .reference(let reference):
            return try await store.payment(reference: reference, instance: account.instance, account: account.reference)
        }
    }

    private func acknowledgement(by rules: WebhookRules?) -> Response {
        let rules = rules ?? WebhookRules(authentication: "")
        return Response(
            status: HTTPResponse.Status(code: rules.status),
            headers: [.contentType: rules.contentType],
            body: ResponseBody(byteBuffer: ByteBuffer(string: rules.body))
        )
    }

    private static let again = "please send it again"

    private static func trouble(_ status: HTTPResponse.Status, _ message: String) -> Response {
        var object = JSONObject()
        object.add("message", message)
        return Answer.json(object.text, status: status)
    }
}
