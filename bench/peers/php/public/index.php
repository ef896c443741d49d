<?php
// The PHP peer: every request comes here, finds its row in the table of routes, and is answered by a page, a 303 or a refusal.
declare(strict_types=1);

namespace Peer;

require __DIR__ . '/../lib/Refusal.php';
require __DIR__ . '/../lib/Request.php';
require __DIR__ . '/../lib/format.php';

const ROUTES = [
    'GET' => [
        '~^/hello$~' => 'hello', '~^/$~' => 'home', '~^/flights$~' => 'flights', '~^/offer$~' => 'offer', '~^/holds/([\w-]{22})$~' => 'hold',
        '~^/holds/([\w-]{22})/review$~' => 'review', '~^/bookings/([A-Z0-9]{6})$~' => 'booking',
    ],
    'POST' => ['~^/holds$~' => 'place', '~^/holds/([\w-]{22})/passengers$~' => 'passengers', '~^/bookings$~' => 'book'],
];

function answer(Request $request): void
{
    foreach (ROUTES[$request->method] ?? [] as $pattern => $name) {
        if (preg_match($pattern, $request->path, $match)) {
            if ($name === 'hello') {
                header('Content-Type: text/plain');
                echo "hello\n";
                return;
            }
            require __DIR__ . '/../lib/pages.php';
            ('Peer\\page_' . $name)($request, $match[1] ?? '');
            return;
        }
    }
    throw new Refusal('not-found');
}

try {
    answer(new Request());
} catch (Refusal $refusal) {
    http_response_code($refusal->status);
    show('problem', ['title' => $refusal->title, 'code' => $refusal->name, 'facts' => $refusal->facts]);
} catch (\Throwable $error) {
    error_log((string) $error);
    http_response_code(500);
    show('problem', ['title' => 'Something broke', 'code' => 'broken', 'facts' => []]);
}
