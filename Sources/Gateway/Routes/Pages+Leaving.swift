import Hummingbird
import ProviderKit

extension Pages {
    /// Sends a returning browser on, the whole window also where a PG brought the return into a frame of its own.
    func leave(for address: String, _ request: Request) -> Response {
        switch request.headers[.secFetchDest] {
        case "iframe", "frame": leavingFrame(to: address, Language(accepting: request.headers[.acceptLanguage]))
        default: Answer.redirect(to: address)
        }
    }
}
