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
        Answer.html(page(trouble.title, trouble.advice, language), status: status)
    }

    /// Tells a buyer what is going on with a payment that he cannot pay any more.
    ///
    /// - Parameters:
    ///   - news: What is going on.
    ///   - language: The buyer's.
    ///   - back: The way to the shop.
    /// - Returns: The page.
    func news(_ news: PaymentNews, _ language: Language, back: String) -> Response {
        let way = ["address": back, "words": PayWords(language).all["back"] ?? ""]
        return Answer.html(page(news.title, news.advice, language, back: way), status: news.isLast ? .gone : .ok)
    }

    private func page(
        _ title: LocalizedText,
        _ advice: LocalizedText,
        _ language: Language,
        back: [String: String]? = nil
    ) -> String {
        var values: [String: Any] = [
            "language": language.rawValue, "title": title[language], "advice": advice[language],
        ]
        values["back"] = back
        return template.render(values)
    }
}
