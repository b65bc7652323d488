import HTTPTypes
import Hummingbird
import Logging
import ProviderKit

/// What no route answered: JSON below `/api`, a page for people elsewhere.
struct TroubleMiddleware: RouterMiddleware {
    let pages: Pages

    func handle(
        _ request: Request,
        context: GatewayContext,
        next: (Request, GatewayContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPError {
            return answer(request, error.status)
        } catch {
            context.logger.error("request failed", metadata: ["error": "\(error)"])
            return answer(request, .serviceUnavailable)
        }
    }

    private func answer(_ request: Request, _ status: HTTPResponse.Status) -> Response {
        let isMissing = status == .notFound || status == .methodNotAllowed
        if request.uri.path.hasPrefix("/api/") {
            var object = JSONObject()
            object.add("result_code", ResultCode.failure.rawValue)
            object.add("result_message", isMissing ? "there is no such route" : "the request could not be answered")
            return Answer.json(object.text, status: status)
        }
        let language = Language(accepting: request.headers[.acceptLanguage])
        return pages.trouble(isMissing ? .noSuchPage : .unavailable, language, status: status)
    }
}
