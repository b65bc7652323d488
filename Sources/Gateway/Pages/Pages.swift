import HTTPTypes
import Hummingbird
import Mustache
import ProviderKit

/// The gateway's own pages for people, in their language.
struct Pages: Sendable {
    private let template: MustacheTemplate

    /// - Throws: Where a template does not parse, which the tests rule out.
    init() throws {
        template = try MustacheTemplate(string: String(decoding: PackageResources.trouble_mustache, as: UTF8.self))
    }

    /// Tells a person what went wrong, and what to do.
    func trouble(_ trouble: Trouble, _ language: Language, status: HTTPResponse.Status) -> Response {
        let text = template.render([
            "language": language.rawValue,
            "title": trouble.title[language],
            "advice": trouble.advice[language],
        ])
        return Answer.html(text, status: status)
    }
}
