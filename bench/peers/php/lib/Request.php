<?php
// The request: its path, its fields as they came (a name may be there several times), and the browser's token.
declare(strict_types=1);

namespace Peer;

final class Request
{
    public readonly string $method;
    public readonly string $path;
    public readonly string $id;
    public ?string $token;
    private ?array $fields = null;

    public function __construct()
    {
        $this->method = $_SERVER['REQUEST_METHOD'];
        $this->path = strtok($_SERVER['REQUEST_URI'], '?');
        $this->id = $_SERVER['REQUEST_ID'] ?? '';
        $token = $_COOKIE['aisle'] ?? '';
        $this->token = preg_match('/^[\w-]{22}$/', $token) ? $token : null;
        if ($this->method === 'POST') {
            $this->refuseOtherSites();
        }
    }

    private function refuseOtherSites(): void
    {
        $site = $_SERVER['HTTP_SEC_FETCH_SITE'] ?? null;
        $origin = $_SERVER['HTTP_ORIGIN'] ?? null;
        $own = $_SERVER['REQUEST_SCHEME'] . '://' . $_SERVER['HTTP_HOST'];
        if ($site !== null ? !in_array($site, ['same-origin', 'none'], true) : $origin !== null && $origin !== $own) {
            throw new Refusal('cross-site');
        }
    }

    // PHP's own reading keeps the last of several values only.
    private function fields(): array
    {
        if ($this->fields !== null) {
            return $this->fields;
        }
        $this->fields = [];
        $text = $this->method === 'POST' ? file_get_contents('php://input') : $_SERVER['QUERY_STRING'];
        foreach (explode('&', $text) as $pair) {
            if ($pair !== '') {
                [$name, $value] = explode('=', $pair, 2) + [1 => ''];
                $value = urldecode($value);
                if (!mb_valid($value)) {
                    throw new Refusal('bad-request');
                }
                $this->fields[urldecode($name)][] = $value;
            }
        }
        return $this->fields;
    }

    public function all(string $name): array
    {
        return $this->fields()[$name] ?? [];
    }

    public function one(string $name, ?string $otherwise = null): ?string
    {
        $values = $this->all($name);
        if (count($values) > 1) {
            throw new Refusal('bad-request');
        }
        return $values[0] ?? $otherwise;
    }

    public function needBrowser(): string
    {
        return $this->token ?? throw new Refusal('not-found');
    }

    // Pages with a form give the browser its token.
    public function giveCookie(): void
    {
        if ($this->token === null) {
            $this->token = new_token();
            setcookie('aisle', $this->token, ['expires' => time() + 180 * 86400, 'path' => '/', 'httponly' => true, 'samesite' => 'Lax']);
        }
    }
}
