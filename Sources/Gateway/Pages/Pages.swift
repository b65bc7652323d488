import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import Mustache
import ProviderKit

/// The gateway's own pages for people, in their language.
struct Pages: Sendable {
    private let template: MustacheTemplate
    private let leaving: MustacheTemplate

    /// - Throws: Where a template does not parse, which the tests rule out.
    init() throws {
        template = try MustacheTemplate(string: String(decoding: PackageResources.trouble_mustache, as: UTF8.self))
        leaving = try MustacheTemplate(string: String(decoding: PackageResources.leave_mustache, as: UTF8.self))
    }

    /// Leads the whole window to an address, from a frame that a PG kept in a page of ours. Where the window is
    /// somebody else's, the frame alone is led there, as by a redirect. Whoever frames it gains nothing, and between
    /// the two may be frames of banks that no manifest can list.
    func leavingFrame(to address: String, _ language: Language) -> Response {
        let text = leaving.render([
            "language": language.rawValue,
            "words": PayWords(language).all,
            "address": address,
            "script": Self.leave,
        ])
        var answer = Answer.html(text)
        answer.headers[.contentSecurityPolicy] = [
            "default-src 'none'", "style-src 'unsafe-inline'", "script-src 'sha256-\(Self.leaveHash)'",
            "frame-ancestors *",
        ].joined(separator: "; ")
        return answer
    }

    private static let leave = """
        let whole = top;
        try { top.document; } catch { whole = self; }
        whole.location.replace(document.getElementById("pg-home").href);
        """
    private static let leaveHash = Array(SHA256.hash(data: Data(leave.utf8))).base64

    /// Tells a person what went wrong, and what to do.
    ///
    /// - Parameters:
    ///   - trouble: What went wrong.
    ///   - language: The person's.
    ///   - status: Of the answer.
    ///   - back: The way to the shop, where it is known whose buyer this is.
    /// - Returns: The page.
    func trouble(
        _ trouble: Trouble,
        _ language: Language,
        status: HTTPResponse.Status,
        back: String? = nil
    ) -> Response {
        Answer.html(page(trouble.title, trouble.advice, language, back: back), status: status)
    }

    /// Tells a buyer what is going on with a payment that cannot be paid any more.
    ///
    /// - Parameters:
    ///   - news: What is going on.
    ///   - language: The buyer's.
    ///   - back: The way to the shop.
    /// - Returns: The page.
    func news(_ news: PaymentNews, _ language: Language, back: String) -> Response {
        Answer.html(page(news.title, news.advice, language, back: back), status: news.isLast ? .gone : .ok)
    }

    private func page(
        _ title: LocalizedText,
        _ advice: LocalizedText,
        _ language: Language,
        back: String?
    ) -> String {
        var values: [String: Any] = [
            "language": language.rawValue, "title": title[language], "advice": advice[language],
        ]
        values["back"] = back.map { ["address": $0, "words": PayWords(language).all["back"] ?? ""] }
        return template.render(values)
    }
}
