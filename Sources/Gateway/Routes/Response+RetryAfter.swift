import HTTPTypes
import Hummingbird

extension Response {
    /// Says when to come again to who had too much. No limit of a sender is counted for longer than a minute.
    func waiting(after refusal: Refusal) -> Response {
        guard refusal.kind == .tooMany else { return self }
        var response = self
        response.headers[.known("Retry-After")] = "60"
        return response
    }
}
