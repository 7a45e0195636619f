# The texts of every page in Spanish. Keys are the same in every language; `docs` and templates write them with dots.
# { NUM($n) } writes a number as this language does.

language-name = Español

## Formats
format-group = { "\u00a0" }
format-decimal = ,
format-percent = { NUM($n) } %
format-month =
    { $month ->
        [1] enero
        [2] febrero
        [3] marzo
        [4] abril
        [5] mayo
        [6] junio
        [7] julio
        [8] agosto
        [9] septiembre
        [10] octubre
        [11] noviembre
       *[12] diciembre
    }
format-short-month =
    { $month ->
        [1] ene
        [2] feb
        [3] mar
        [4] abr
        [5] may
        [6] jun
        [7] jul
        [8] ago
        [9] sep
        [10] oct
        [11] nov
       *[12] dic
    }
format-day = { $day } de { format-month } de { $year }
format-short-day = { $day } { format-short-month } { $year }
format-time = { $hour }:{ $minute }
format-moment = { format-short-day }, { format-time } UTC

## Around every page
nav-skip = Saltar al contenido
nav-main = Principal
nav-topics = Temas
nav-ask = Preguntar
nav-path = Ruta
nav-home = Ayuda
nav-accessibility = Accesibilidad
nav-privacy = Privacidad
nav-feed = Novedades (Atom)
nav-sitemap = Mapa del sitio
theme-label = Colores:
theme-system = automáticos
theme-light = claros
theme-dark = oscuros
feed-title = Respuestas nuevas y actualizadas
feed-topic = { $topic }: respuestas nuevas y actualizadas
llms-summary = Respuestas a preguntas de clientes, sacadas de conversaciones resueltas. Cada página está también en Markdown.

## Home
home-page = { $brand }: respuestas a tus preguntas
home-description =
    { $n ->
        [one] Busca la respuesta que ya ha resuelto el problema de otra persona.
       *[other] Busca entre { NUM($n) } respuestas que ya han resuelto el problema de otras personas.
    }
home-title = Alguien ya lo preguntó. Aquí está la respuesta.
home-lead =
    { $n ->
        [0] Respuestas escritas a partir de conversaciones reales con nuestro equipo.
        [one] Una respuesta revisada, escrita a partir de conversaciones reales con nuestro equipo.
       *[other] { NUM($n) } respuestas revisadas, escritas a partir de conversaciones reales con nuestro equipo.
    }
home-asked = Estos días se pregunta:
home-most = Lo más consultado
home-recent = Recién actualizado
home-updated = Actualizado el { $date }
home-topics = Todos los temas
home-answers =
    { $n ->
        [one] respuesta
       *[other] respuestas
    }

## Search
search-label = Busca en la ayuda
search-go = Buscar
search-placeholder = ¿Qué te pasa?
search-other = Buscar otra cosa
search-skip = Saltar a los resultados
search-count =
    { $n ->
        [one] Una respuesta para «{ $q }»
       *[other] { NUM($n) } respuestas para «{ $q }»
    }
search-corrected = Hemos corregido lo que escribiste.
search-literal = Buscar exactamente «{ $q }»
search-relaxed = A algunas les falta una de tus palabras.
search-long = Era largo: hemos buscado sus primeros { NUM($n) } caracteres.
search-none = No tenemos respuesta para «{ $q }»
search-none-hint = Prueba con menos palabras o pregúntanos.
search-none-fewer = Prueba con menos palabras:
search-in-language = Buscar en las respuestas en { $language }
search-near = Mira en un tema
search-empty = ¿Qué buscas?
search-empty-hint = Escribe unas palabras arriba o elige un tema.
search-best = Mejor respuesta
search-narrow = Acotar
search-narrow-label = Acotar resultados
search-topic = Tema
search-language = Idioma
search-all = Todos
search-pages = Páginas
search-page = Página { NUM($page) } de { NUM($pages) }
search-next = Siguiente página
search-previous = Página anterior
search-stuck = ¿Ninguna te sirve?
search-stuck-hint = Cuéntanoslo con tus palabras. Lo que preguntes ayuda a escribir la próxima respuesta.
search-ask = Preguntar

## Article
article-short = Respuesta corta
article-reviewed = Revisado el { $date }
article-reviewed-on = Revisado el
article-applies = Vale para: { $environment }
article-useful = Útil para el { NUM($n) } %
article-solved =
    { $n ->
        [one] Resolvió una conversación
       *[other] Resolvió { NUM($n) } conversaciones
    }
article-cause = Por qué pasa
article-source = De dónde sale esta respuesta
article-source-note =
    { $n ->
        [one] Ya ha resuelto una conversación con nuestro equipo.
       *[other] Resume { NUM($n) } conversaciones resueltas con nuestro equipo.
    }
article-stale = La revisamos por última vez el { $date }. Si algo no coincide, pregúntanos.
article-untranslated = Esta respuesta aún no está en tu idioma. La mostramos en { $language }.
article-more = Más ayuda
article-toc = En esta página
article-related = Relacionadas
article-other = ¿Tu caso es otro?
article-other-hint = Pregúntanos; si el canal lo permite, el enlace de esta página irá incluido.
article-link = Enlace corto:
article-version = Versión { NUM($n) }
topic-empty = Aquí aún no hay respuestas.

## Votes
vote-ask = ¿Te ha servido?
vote-yes = Sí
vote-no = No, me falta algo
vote-report = Avisar de un error
vote-thanks = Gracias. Lo tendremos en cuenta al revisarla.
vote-page = ¿Qué te ha faltado?
vote-why = ¿Por qué no te ha servido?
vote-reason-did_not_work = Lo he hecho y no funciona
vote-reason-not_my_problem = Mi problema es otro
vote-reason-unclear = No lo entiendo
vote-reason-outdated = Está desactualizada
vote-comment = ¿Algo más? (opcional)
vote-send = Enviar
vote-long = Escribe como mucho { NUM($n) } caracteres.

## Ask
ask-title = ¿No está lo tuyo? Pregúntanos
ask-page = Pregúntanos
ask-first = Casi todo tiene ya respuesta aquí, y es más rápido que nosotros. Si lo tuyo no la tiene, escríbenos:
ask-safe = Nunca publiques tu DNI, tu teléfono ni tu número de cuenta. Si hace falta, te los pediremos en privado.
ask-ways = Dónde escribir
ask-none = Escríbenos por donde sueles hacerlo.
ask-public = Lo puede leer cualquiera
ask-private = Solo lo leemos nosotros
channel-x = X
channel-facebook = Facebook
channel-messenger = Messenger
channel-instagram = Instagram
channel-whatsapp = WhatsApp
channel-telegram = Telegram
channel-mastodon = Mastodon
channel-bluesky = Bluesky
channel-discord = Discord
channel-email = Correo
channel-threads = Threads
channel-youtube = YouTube
channel-tiktok = TikTok
channel-linkedin = LinkedIn
channel-reddit = Reddit
channel-sms = SMS
channel-web_widget = Chat de la web

## Texts
page-accessibility = Accesibilidad
page-accessibility-1 = Queremos que cualquiera pueda usar este sitio. Sigue la norma WCAG 2.2, nivel AA: funciona con teclado, con lector de pantalla, con letra grande, sin scripts y en colores claros y oscuros.
page-accessibility-2 = Si algo te impide llegar a una respuesta, cuéntanos por cualquiera de nuestros canales en qué página y qué pasó. Te daremos la respuesta y arreglaremos la página.
page-privacy = Privacidad
page-privacy-1 = Este sitio se lee sin cuenta. No guardamos ninguna cookie hasta que eliges colores o idioma, y entonces solo para recordarlo. En estas páginas no hay terceros.
page-privacy-2 = Las respuestas salen de conversaciones resueltas. Nombres, teléfonos, direcciones y números de cuenta se quitan antes de publicar nada, y una persona revisa cada una.
page-privacy-3 = Cuando una búsqueda no encuentra nada, guardamos sus palabras, sin datos personales y sin saber quién preguntó, para escribir lo que falta. Cuando dices si una respuesta te ha servido, guardamos eso y nada que diga quién eres.

## Errors
error-title = Hay un problema
error-prefix = Error:
error-home = Ir al inicio de la ayuda
error-code = Código para soporte: { $code }
error-404 = No encontramos esta página
error-404-hint = Puede que la dirección sea antigua o tenga un fallo. Busca lo que necesitas:
error-410 = Retiramos esta respuesta
error-410-on = Retiramos esta respuesta el { $date }
error-410-hint = Ya no vale.
error-429 = Demasiadas peticiones seguidas
error-429-hint =
    { $n ->
        [one] Prueba en un segundo.
       *[other] Prueba en { NUM($n) } segundos.
    }
error-403 = No tienes permiso para esto
error-403-hint = Puede hacerlo alguien con el papel adecuado.
error-csrf = Este formulario es demasiado antiguo
error-csrf-hint = Vuelve atrás, carga otra vez la página y envíalo de nuevo.
error-400 = No entendemos esta petición
error-409 = Todavía no se puede hacer
error-500 = Hay un problema con este servicio
error-500-hint = Prueba más tarde.
error-503 = Este servicio no está disponible en este momento

## Signing in
login-page = Entrar
login-email = Correo electrónico
login-password = Contraseña
login-go = Entrar
login-wrong = El correo o la contraseña no son correctos.
login-slow = Demasiados intentos. Espera { NUM($n) } segundos.
field-empty = Rellena este campo.
field-email = Escribe un correo con este formato: nombre@ejemplo.es
field-short = Usa { NUM($n) } caracteres como mínimo.
field-long = Es demasiado largo.
field-taken = Ya hay una cuenta con este correo.
field-odd = Esto no encaja aquí.

## Workspace
work-nav = Espacio de trabajo
work-site = { $brand }, sitio público
work-reply = Responder
work-conversations = Bandeja
work-articles = Artículos
work-me = Tú
work-out = Salir
work-next = Página siguiente
work-first = Primera página
work-filter = Filtrar
work-all = Todo
work-channel = Canal
work-language = Idioma
conversations-empty = Ninguna conversación encaja. Elige otros filtros.
conversations-covered = Con artículo
conversations-uncovered = Sin artículo
status-open = Abierta
status-resolved = Resuelta
visibility-public = Público
visibility-private = Privado
conversation-page = Conversación con { $name }
conversation-nobody = alguien
conversation-customer = Cliente
conversation-resolve = Marcar como resuelta
conversation-draft = Crear borrador
conversation-continue = Abrir el borrador
conversation-reply = Buscar respuesta
conversation-links = La respondió
conversation-links-none = Todavía no está enlazada con ningún artículo.
conversation-known-source = Su origen dice que está resuelta.
conversation-known-person = Alguien de aquí dijo que está resuelta.
conversation-known-thanks = El cliente dio las gracias por la respuesta.
conversation-known-silence = Respondimos y el cliente no volvió a escribir.
articles-lead = Todas las respuestas, las últimas en cambiar primero.
articles-empty = Ningún artículo encaja.
articles-state = Estado
articles-title = Título
articles-audience = Público
articles-uses = Usos
articles-changed = Cambio
articles-new = Artículo nuevo
state-work_in_progress = Borrador
state-not_validated = Sin validar
state-validated = Validado
state-archived = Archivado
state-published = Publicado
audience-internal = Interno
audience-public = Todo el mundo
edit-skip = Saltar al texto
edit-page = Borrador: { $title }
edit-new = Artículo nuevo
edit-source = Conversación de origen
edit-source-none = No se creó desde una conversación.
edit-redactions = Datos ocultos · { NUM($n) }
edit-redactions-none = No se encontraron datos personales.
edit-doubtful = Dudoso
edit-open = Por decidir
edit-hidden = Oculto
edit-kept = Se queda en el texto
edit-hide = Ocultar
edit-keep = Dejar
edit-original = Solo se ve aquí: { $text }
edit-text = Texto
edit-title = Título
edit-title-hint = Con palabras de clientes.
edit-untitled = Sin título
edit-issue = También se pregunta
edit-issue-hint = Una forma por línea.
edit-environment = Vale para
edit-environment-hint = Producto, versión, país.
edit-reply = Respuesta corta
edit-reply-hint = Qué hacer o qué va a pasar, en 280 caracteres como mucho. Es lo que lleva una respuesta.
edit-resolution = Qué hacer (Markdown)
edit-cause = Por qué pasa (Markdown)
edit-topics = Temas
edit-note = Por qué lo cambias
edit-save = Guardar
edit-publish = Publicar
edit-publish-internal = Publicar solo para el equipo
edit-archive = Archivar
edit-restore = Recuperar
edit-validate = Marcar como validado
edit-history = Historial
edit-public = Verlo en el sitio
edit-preview = Vista previa
edit-count = { NUM($n) } de { NUM($max) }
edit-steps = Estado del artículo
edit-missing =
    { $n ->
        [0] Listo para publicar
        [one] Antes de publicar: falta una cosa
       *[other] Antes de publicar: faltan { NUM($n) } cosas
    }
edit-saved = Versión { NUM($n) } · guardado el
edit-done = Hecho
edit-todo = Pendiente
check-title = Tiene título
check-resolution = Tiene respuesta corta o dice qué hacer
check-redactions = Está decidido cada dato personal encontrado
check-reply = La respuesta corta cabe en 280
check-topic = Tiene un tema
notice-saved = Guardado. Se verá cuando lo publiques.
notice-published = Publicado. En un segundo se podrá buscar.
notice-internal = Publicado para el equipo.
notice-archived = Archivado.
notice-restored = Recuperado.
notice-validated = Marcado como validado.
notice-reverted = El texto anterior vuelve a ser el último. Publícalo para que se vea.
notice-decided = Decidido.
notice-drafted = Un borrador, sacado de la conversación. Léelo, decide sobre los datos ocultos y publícalo.
notice-account = Guardado.
refused-redactions = Decide antes sobre los datos personales: { $kinds }.
refused-personal = El texto todavía tiene lo que parecen datos personales: { $places }. Quítalos o añádelos a la lista de permitidos de la marca.
refused-conflict = Alguien más cambió este artículo mientras tanto. Tu texto está abajo; compáralo con el suyo antes de guardar.
refused-theirs = Su versión
history-page = Historial: { $title }
history-version = Versión { NUM($n) }
history-by = de { $name }
history-published = es la que se ve
history-compare = Qué cambió
history-back = Volver a este texto
history-hide = Ocultar a los lectores
history-show = Mostrar a los lectores
history-seen-shown = los lectores pueden verla
history-seen-hidden = oculta a los lectores
history-seen-left_out = no se enseña: tiene algo que ya no está en el artículo
history-added = añadido:
history-removed = quitado:
history-same = No cambió nada del texto.
history-edit = Volver al artículo
reply-page = Responder
reply-lead = Pega lo que escribió el cliente. Vuelven las mejores respuestas ya escritas, listas para enviar.
reply-text = Mensaje del cliente
reply-channel = Dónde respondes
reply-name = Nombre del cliente (opcional)
reply-go = Buscar respuestas
reply-found = Respuestas ya escritas
reply-none = Todavía no hay respuesta para esto
reply-none-hint = Busca en los artículos o responde tú: cuando esté resuelta, puede convertirse en uno.
reply-very_likely = Muy probable · { $n }
reply-likely = Probable · { $n }
reply-possible = Puede servir · { $n }
reply-why = Coincide: { $why }
reply-used =
    { $n ->
        [0] Sin usar todavía
        [one] Usada una vez
       *[other] Usada { NUM($n) } veces
    }
reply-sendable = Respuesta, lista para copiar
reply-limit = { NUM($n) } de { NUM($max) } { $unit }
reply-length = { NUM($n) } { $unit }
reply-over = No cabe en este canal: acórtala antes de enviarla.
reply-sent = La he enviado
reply-rejected = No sirve
reply-outcome = Anotado. Gracias.
reply-stale = El cliente ha vuelto a escribir. Estas son las respuestas ahora.
reply-past = Cómo se respondió antes
reply-private = Solo para el equipo: no tiene enlace público
reply-copy = Copiar
reply-copied = Copiado
unit-characters = caracteres
me-page = Tú
me-name = Nombre
me-role = Papel
me-language = Idioma de tus páginas
me-save = Guardar
role-agent = Agente
role-editor = Edición
role-admin = Administración

## Administration: frame and overview
admin-short = Ajustes
admin-page = Administración
admin-nav = Páginas de administración
admin-overview = Resumen
admin-group-seen = Lo que se ve
admin-group-acting = Quién puede qué
admin-group-data = Datos
admin-site = Sitio
admin-theme = Aspecto
admin-languages = Idiomas
admin-topics = Temas
admin-channels = Canales
admin-people = Personas
admin-tokens = Claves de acceso
admin-privacy = Privacidad
admin-import = Importar
admin-export = Exportar
admin-backup = Copias de seguridad
admin-audit = Registro
admin-jobs = Tareas
notice-set = Guardado. Ya se ve en el sitio.
error-403-who = Puede hacerlo: { $people }.
error-403-ask = Pedir permiso
error-403-subject = Un permiso en Precedent
overview-warnings =
    { $n ->
        [0] No hay nada que arreglar
        [one] Hay una cosa que arreglar
       *[other] Hay { NUM($n) } cosas que arreglar
    }
overview-fine =
    { $n ->
        [one] Una comprobación está bien
       *[other] { NUM($n) } comprobaciones están bien
    }
overview-state = Estado
overview-storage = Almacenamiento
overview-megabytes = { NUM($n) } MB
overview-contents = Contenido
overview-articles =
    { $n ->
        [one] un artículo
       *[other] { NUM($n) } artículos
    }
overview-conversations =
    { $n ->
        [one] una conversación
       *[other] { NUM($n) } conversaciones
    }
overview-index = Buscador
overview-behind =
    { $n ->
        [0] Al día
        [one] Falta un cambio por aplicar
       *[other] Faltan { NUM($n) } cambios por aplicar
    }
overview-rebuilding = Se está llenando de nuevo
overview-backup = Última copia de seguridad
overview-backup-none = Ninguna todavía
overview-at = { $date }, { $time } UTC
doctor-folder = Se puede escribir en la carpeta de datos ({ $what }).
doctor-folder_missing = La carpeta de datos { $what } no existe.
doctor-fix-folder_missing = Arranca «precedent serve» con la carpeta correcta en --data-dir.
doctor-folder_closed = No se puede escribir en la carpeta de datos { $what }.
doctor-fix-folder_closed = Da permiso de escritura ahí al usuario que ejecuta Precedent.
doctor-space = Quedan { NUM($n) } MB libres para los datos.
doctor-space_little = Solo quedan { NUM($n) } MB libres para los datos.
doctor-fix-space_little = Haz sitio en ese disco: cuando se llene no se podrá guardar nada.
doctor-address_local = Los enlaces llevan a { $what }, una dirección que solo existe en esta máquina.
doctor-fix-address_local = Pon en public_url la dirección que usan los visitantes.
doctor-address_plain = Se llega a { $what } sin cifrado: las contraseñas viajan a la vista.
doctor-fix-address_plain = Pon delante un proxy con TLS y la dirección https en public_url.
doctor-proxy_unknown = Un proxy pasa las visitas, pero no es de confianza: todas cuentan como una sola para los límites.
doctor-fix-proxy_unknown = Pon la dirección del proxy en trusted_proxies, por ejemplo 127.0.0.1.
doctor-unlimited = No hay límite de peticiones o de intentos de entrar.
doctor-fix-unlimited = Pon requests_per_minute y sign_ins_per_minute por encima de 0.
doctor-schema = La base de datos tiene el esquema más nuevo.
doctor-schema_old =
    { $n ->
        [one] A la base de datos le falta una migración.
       *[other] A la base de datos le faltan { NUM($n) } migraciones.
    }
doctor-fix-schema_old = Haz una copia de seguridad y ejecuta «precedent migrate».
doctor-schema_unknown = No se puede leer en qué estado está el esquema de la base de datos.
doctor-fix-schema_unknown = Ejecuta «precedent migrate»: dice qué falla.
doctor-clock_wrong = El reloj de esta máquina no puede estar bien: dice { $what }.
doctor-fix-clock_wrong = Pon en hora la máquina, mejor con NTP.
doctor-backup =
    { $n ->
        [0] La última copia de seguridad es de hoy.
        [one] La última copia de seguridad es de ayer.
       *[other] La última copia de seguridad tiene { NUM($n) } días.
    }
doctor-backup_none = Todavía no hay ninguna copia de seguridad.
doctor-fix-backup_none = Ejecuta «precedent backup ARCHIVO» cada noche y guarda el archivo en otra máquina.
doctor-backup_old = La última copia de seguridad tiene { NUM($n) } días.
doctor-fix-backup_old = Ejecuta «precedent backup ARCHIVO» cada noche y guarda el archivo en otra máquina.
doctor-admin_none = Nadie administra la instalación.
doctor-fix-admin_none = Ejecuta «precedent account add».
doctor-brand_unknown = El ajuste brand nombra «{ $what }», que no existe.
doctor-fix-brand_unknown = Pon una de las marcas que muestra «precedent brand list».
doctor-index = El buscador tiene todos los cambios ({ NUM($n) } documentos).
doctor-index_none = No hay índice de búsqueda: no se puede encontrar nada.
doctor-fix-index_none = Ejecuta «precedent reindex».
doctor-index_behind = Al buscador le faltan { NUM($n) } cambios o más.
doctor-fix-index_behind = Se aplican en segundos; si no baja, ejecuta «precedent reindex».

## Administration: look
incident-tag = Incidencia
incident-since = Desde el { $date }, { $time } UTC
incident-next = Trabajamos en ello; próxima actualización a las { $time } UTC
incident-next-day = Trabajamos en ello; próxima actualización el { $date }, { $time } UTC
incident-more = Ver qué hacer mientras
admin-save = Guardar
admin-back = Volver
admin-published =
    { $n ->
        [0] Ningún artículo publicado
        [one] un artículo publicado
       *[other] { NUM($n) } artículos publicados
    }
notice-incident = El aviso se ve en todas las páginas públicas.
notice-incident_end = El aviso ya no se ve.
site-lead = Lo que la marca dice de sí misma.
site-incident = Aviso de incidencia
site-incident-lead = Se ve arriba en todas las páginas públicas mientras dure. Di qué no funciona, dónde, y cuándo darás noticias.
site-incident-on = A la vista
site-incident-text = Aviso ({ $language })
site-incident-show = Mostrar el aviso
site-incident-change = Cambiar el aviso
site-incident-end = Terminar la incidencia
site-since = Desde cuándo (UTC)
site-since-hint = Vacío: desde ahora. Antes de ese momento no se ve.
site-next = Próxima actualización (UTC)
site-next-hint = Se lee en el aviso hasta esa hora. Vacío: no se promete ninguna.
site-more = Qué hacer mientras
site-more-hint = La página a la que lleva el aviso: /a/4f7k, o una dirección que empiece por https://. Vacío: sin enlace.
field-next = La próxima actualización va después del comienzo.
field-more = Escribe una dirección de este sitio, como /a/4f7k, o una que empiece por https://.
site-words = Nombre y textos
site-name = Nombre de la marca
site-host = Dirección propia
site-host-hint = Un nombre como ayuda.ejemplo.es, si esta marca responde en otra dirección que el resto. Vacío: la de la instalación.
site-title = Título de la portada ({ $language })
site-sentence = Frase bajo el título ({ $language })
site-words-hint = Lo que dejes vacío muestra el texto de serie.
site-contact = Datos de contacto propios
site-contact-hint = Uno por línea. Son públicos: no se toman por datos personales cuando aparecen en un artículo.
site-emails = Correos
site-phones = Teléfonos
site-handles = Cuentas en redes
site-domains = Dominios
site-texts = Páginas de texto
site-text = Texto en Markdown ({ $language })
site-text-hint = Lo que dejes vacío muestra el texto de serie en ese idioma.
site-fixed = Lo que está en el archivo de ajustes
site-address = Dirección pública
site-threshold = Seguridad mínima para sugerir una respuesta
look-lead = Colores y logotipo. Lo que no se leería bien se rechaza.
look-colours = Colores
look-light = En claro
look-dark = En oscuro
look-measured = Contraste de lo guardado o lo último enviado
look-pair = Qué se lee
look-ratio = Contraste
look-least = Mínimo
look-poor = no llega
look-reset = Volver a los colores de serie
look-logo = Logotipo
look-logo-now = Logotipo actual
look-logo-file = Imagen
look-logo-hint = PNG, JPEG o WebP de { NUM($n) } kB como mucho, que se vea sobre claro y sobre oscuro.
look-logo-go = Subir el logotipo
look-logo-remove = Quitar el logotipo
colour-accent = Enlaces y botón principal
colour-on_accent = Letras del botón principal
colour-accent_soft = Fondo de lo elegido
colour-hero = Banda de la portada
colour-hero_2 = Letras suaves de la banda
pair-accent_on_page = Enlaces en la página
pair-accent_on_surface = Enlaces en tarjetas
pair-accent_on_sunken = Enlaces en zonas hundidas
pair-accent_on_soft = Enlaces sobre lo elegido
pair-ink_on_soft = Texto sobre lo elegido
pair-words_on_accent = Letras del botón principal
pair-white_on_hero = Título en la banda
pair-soft_on_hero = Letras suaves en la banda
field-contrast = { $theme }, { $pair }: el contraste es de { $ratio } a 1 y tiene que ser de { $least } a 1 como mínimo.
field-colour = Escribe un color como #0b6352.
field-name-taken = Ya hay otro igual.
field-host = Escribe un nombre como ayuda.ejemplo.es que no use otra marca.
field-contact = Revisa los datos de contacto: uno no tiene la forma que debe.
field-url = Tiene que empezar por https://, mailto:, tel: o sms:, sin espacios.
field-limit = Escribe un número mayor que 0, o nada.
field-since = Escribe una fecha y una hora, o nada.
field-kind = Elige un canal de la lista.
field-logo = Elige una imagen PNG, JPEG o WebP. Otros formatos no se aceptan, tampoco SVG, que puede llevar programas dentro.
field-logo-large = La imagen es demasiado grande.
field-locale = Escribe el código de un idioma, como pt o es-MX.
field-locale-known = El sitio ya tiene este idioma.
field-locale-own = Es el idioma principal. Elige antes otro.
field-locale-published = Tiene artículos publicados y sus direcciones dejarían de funcionar. Archívalos antes.
languages-lead = En qué idiomas se puede leer el sitio.
languages-own = Principal
languages-unworded = Menús en inglés
languages-make = Hacer principal
languages-remove = Quitar
languages-stays = Con artículos publicados no se puede quitar.
languages-add = Añadir idioma
languages-tag = Código del idioma
languages-tag-hint = Por ejemplo pt o es-MX. Los menús están escritos en: { $worded }.
topics-lead = Cómo se ordenan los artículos en el sitio.
topics-empty = Todavía no hay ningún tema. Añade el primero.
topics-hidden = Oculto
topics-unnamed = sin nombre en: { $languages }
topics-up = Subir
topics-down = Bajar
topics-hide = Ocultar
topics-show = Mostrar
topics-add = Añadir tema
topics-name = Nombre ({ $language })
topics-purpose = Qué va aquí, en una frase ({ $language })
topics-parent = Dentro de
topics-parent-none = Ninguno: es un tema principal
topics-edit = Cambiar un tema
topics-edit-hint = La dirección antigua seguirá llevando al tema.
channels-lead = Por dónde se puede preguntar.
channels-empty = Todavía no hay ningún canal. Añade el primero.
channels-off = No se ofrece
channels-hours-none = Sin horario
channels-disable = Dejar de ofrecerlo
channels-enable = Volver a ofrecerlo
channels-add = Añadir canal
channels-kind = Canal
channels-handle = Cuenta, número o dirección
channels-handle-hint = Sin ella, el canal no se muestra a los visitantes.
channels-visibility = Sus mensajes son
channels-natural = Lo normal en este canal
channels-edit = Canal: { $channel }
channels-url = Enlace para escribir
channels-url-hint = Vacío: el que sale de la cuenta.
channels-hours = Horario ({ $language })
channels-limit = Límite propio de una respuesta
channels-limit-hint = En la unidad del canal. Vacío: el del canal.
## Administration: people, tokens, privacy, data
admin-do = Qué hacer
field-phone = Escribe un teléfono, por ejemplo: 900 100 200
field-names = Escribe nombres de tres letras o más.
field-scopes = Elige al menos un permiso.
notice-role = Papel cambiado.
notice-disabled = Ya no puede entrar, y sus sesiones han terminado.
notice-enabled = Puede volver a entrar.
notice-revoked = Clave anulada. Quien la usaba ya no puede entrar.
notice-allowed = Añadido. Ya no cuenta como dato personal.
notice-disallowed = Quitado de la lista.
notice-erased = Persona borrada. El buscador se pone al día en unos segundos.
notice-rebuilding = El índice se llena de nuevo. Mientras, se busca en el anterior.
notice-backing_up = La copia está en marcha. Puedes cerrar esta página.
people-lead = Quién trabaja aquí y qué puede hacer
people-given = Acceso para { $name }
people-given-hint = Pásale estos datos por un canal seguro. La contraseña no se vuelve a mostrar.
people-address = Dirección
people-password = Contraseña
people-name = Nombre
people-role = Papel
people-role-of = Papel de { $name }
people-seen = Última visita
people-never = Nunca
people-you = Tú
people-disabled = Sin acceso
people-change = Cambiar
people-enable = Dar acceso
people-disable = Quitar acceso
people-reset = Nueva contraseña
people-last = Es la última persona que administra. Da antes ese papel a otra.
people-add = Añadir a una persona
people-go = Añadir y mostrar su contraseña
tokens-lead = Con qué entran los programas
tokens-given = Clave «{ $name }»
tokens-given-hint = Cópiala ahora: no se vuelve a mostrar.
tokens-docs = Cómo se usa
tokens-name = Nombre
tokens-name-hint = Para qué es, por ejemplo: CRM, solo lectura
tokens-scopes = Permisos
tokens-used = Último uso
tokens-state = Estado
tokens-made = Creada el { $date }
tokens-made-by = Creada por { $name } el { $date }
tokens-until = Hasta el { $date }
tokens-live = Sin caducidad
tokens-revoked = Anulada
tokens-ended = Caducada
tokens-revoke = Anular
tokens-empty = Todavía no hay ninguna clave. Crea abajo una para el primer programa que tenga que entrar.
tokens-create = Crear una clave
tokens-brand = Marca
tokens-days = Duración
tokens-lasts =
    { $n ->
        [0] Hasta que se anule
       *[other] { NUM($n) } días
    }
tokens-go = Crear y mostrar la clave
scope-suggest = pide sugerencias y cuenta qué pasó con ellas
scope-read = lee artículos y conversaciones, también lo interno
scope-ingest = trae conversaciones
scope-curate = redacta, oculta datos, publica y archiva
scope-admin = lo puede todo
privacy-lead = Qué cuenta como dato personal, y qué sabemos de una persona
privacy-test = Probar qué se oculta
privacy-text = Texto de prueba
privacy-text-hint = Pega un mensaje. No se guarda nada.
privacy-try = Probar
privacy-found =
    { $n ->
        [0] No hay nada que ocultar
        [one] Se ocultaría un dato
       *[other] Se ocultarían { NUM($n) } datos
    }
privacy-what = Encontrado
privacy-kind = Qué es
privacy-instead = En su lugar
privacy-sure = Certeza
privacy-certain = Seguro, { NUM($n) } %
privacy-doubtful = Dudoso, { NUM($n) } %
privacy-allowed = Contactos públicos de { $brand }
privacy-allowed-hint = Los correos y teléfonos de esta lista son de la marca: pueden estar en un artículo y no se ocultan.
privacy-email = Correos
privacy-phone = Teléfonos
privacy-none = Ninguno todavía.
privacy-remove = Quitar
privacy-add = Añadir
privacy-add-email = Correo público
privacy-add-phone = Teléfono público
privacy-person = Una persona que escribió
privacy-person-hint = Si alguien pide sus datos o que los borres, búscala por el nombre de usuario con el que escribió.
privacy-handle = Nombre de usuario
privacy-search = Buscar
privacy-nobody = Nadie ha escrito como «{ $handle }».
kind-EMAIL = correo
kind-PHONE = teléfono
kind-IBAN = cuenta bancaria
kind-CREDIT_CARD = tarjeta
kind-DNI = documento de identidad
kind-NIE = documento de extranjería
kind-ORDER_ID = número de pedido
kind-TRACKING = seguimiento de envío
kind-IMEI = número de móvil (IMEI)
kind-PLATE = matrícula
kind-PASSWORD = contraseña
kind-IP = dirección IP
kind-HANDLE = usuario
kind-ADDRESS = dirección
kind-PERSON = nombre
person-back = Volver a privacidad
person-messages = Mensajes
person-wrote =
    { $n ->
        [one] un mensaje
       *[other] { NUM($n) } mensajes
    }
person-last = Último mensaje
person-export = Llevarse sus datos
person-export-hint = Un archivo JSON con todo lo que escribió y lo que le respondimos. Lo que escribieron otras personas no está.
person-export-go = Descargar sus datos
person-erase = Borrar a esta persona
person-erase-hint = Su usuario y sus nombres desaparecen de todo lo guardado; de las conversaciones en las que escribió se ocultan todos los datos personales, y los artículos pierden los extractos que salieron de ellas. La pregunta y la respuesta quedan, sin nadie detrás. No se puede deshacer. Las copias de seguridad anteriores y la red de origen no cambian: borra también allí.
person-names = Otros nombres (opcional)
person-names-hint = Uno por línea, por ejemplo su nombre y apellidos. También desaparecen de todo lo guardado.
person-sure = Sí, borrar a { $handle } para siempre
person-unsure = Marca la casilla para confirmar que quieres borrar a esta persona.
person-erase-go = Borrar para siempre
import-lead = Trae conversaciones y artículos
import-recent = Últimas importaciones
import-upload = Subir un archivo
import-format = Formato
import-format-auto = Detectar
import-format-conversations = Conversaciones (JSON por líneas)
import-format-twcs = Tuits de atención al cliente (CSV)
import-format-markdown = Artículo (Markdown)
import-format-beir = Colección BEIR (corpus.jsonl)
import-brand = Marca
import-brand-own = La de cada registro
import-dry = Solo probar: cuenta lo que pasaría y no guarda nada
import-file = Archivo
import-file-hint = Hasta { NUM($n) } MB, también comprimido con gzip. Importar lo mismo otra vez no cambia nada.
import-go = Subir e importar
import-nothing = Elige un archivo.
import-large = El archivo pasa de { NUM($n) } MB. Divídelo, comprímelo o usa «precedent import».
jobs-lead = Lo que funciona en segundo plano
jobs-rebuild = Rehacer el índice
jobs-empty = Todavía no ha habido ninguna tarea.
jobs-empty-do = Importar un archivo
job-import = Importación
job-backup = Copia de seguridad
job-index = Índice de búsqueda
job-what = Tarea
job-state = Estado
job-started = Empezó
job-ended = Terminó
job-percent = { NUM($n) } %
job-state-running = En marcha
job-state-cancelling = Parando
job-state-done = Hecha
job-state-failed = Falló
job-state-cancelled = Parada
job-state-interrupted = Interrumpida
job-dry = Solo prueba
job-stop = Parar
job-going = En marcha. Puedes cerrar esta página, la tarea sigue.
job-failed = La tarea falló:
job-interrupted-import = El servidor se paró a mitad. Lo importado hasta entonces está guardado; sube el archivo otra vez y seguirá donde quedó.
job-interrupted-backup = El servidor se paró a mitad. Haz otra copia.
job-interrupted-index = El servidor se paró a mitad. Al arrancar, el índice se completa solo.
job-cancelled = Alguien la paró. Lo importado hasta entonces está guardado.
job-nothing-stored = Era una prueba: no se ha guardado nada.
job-counts = Qué ha entrado
count-new = Nuevos
count-updated = Cambiados
count-unchanged = Iguales
count-rejected = Rechazados
counted-conversations = Conversaciones
counted-messages = Mensajes
counted-articles = Artículos
job-errors = Qué no ha entrado
job-file = Archivo
job-line = Línea
job-reason = Por qué
job-more =
    { $n ->
        [one] Y uno más.
       *[other] Y { NUM($n) } más.
    }
job-all = Todas las tareas
job-again = Mirar otra vez
export-lead = El archivo, para llevártelo
export-form = Qué descargar
export-archive = Todo (.tar.gz)
export-hint-archive = Por cada marca: sus ajustes, un Markdown por artículo y las conversaciones como JSON por líneas. Con «precedent import auto CARPETA» se obtiene el mismo archivo en otra instalación.
export-conversations = Solo las conversaciones (.jsonl.gz)
export-hint-conversations = Un JSON por línea. Se puede subir tal cual en Importar.
export-personal = Contiene mensajes privados y datos personales de clientes. Guárdalo como tal.
export-go = Descargar
backup-lead = Todos los datos en un solo archivo
backup-go = Hacer una copia ahora
backup-running = En marcha
backup-stored =
    { $n ->
        [0] Todavía no hay ninguna copia
        [one] Una copia guardada
       *[other] { NUM($n) } copias guardadas
    }
backup-folder = Están en { $folder }. Guarda alguna en otra máquina.
backup-made = Hecha
backup-file = Archivo
backup-size = Tamaño
backup-kilobytes = { NUM($n) } kB
backup-personal = Una copia contiene mensajes privados y las contraseñas cifradas de quienes trabajan aquí.
backup-restore = Restaurar
backup-restore-hint = Sustituye todos los datos, así que se hace en la máquina y con el servidor parado:
backup-file-word = ARCHIVO
audit-lead = Quién hizo qué
audit-person = Persona
audit-kind = Sobre qué
audit-when = Cuándo
audit-who = Quién
audit-what = Qué
audit-detail = Detalle
audit-system = El sistema o la línea de órdenes
audit-token = programa
audit-empty = No hay nada apuntado con estos filtros.
thing-account = Cuentas
thing-archive = Exportaciones
thing-article = Artículos
thing-backup = Copias de seguridad
thing-brand = Marcas
thing-channel = Canales
thing-conversation = Conversaciones
thing-import = Importaciones
thing-index = Índice
thing-job = Tareas
thing-link = Enlaces
thing-person = Personas que escribieron
thing-redaction = Datos ocultos
thing-token = Claves de acceso
thing-topic = Temas
did-account-add = Añadió una cuenta
did-account-set_up = Puso en marcha la instalación
did-account-role = Cambió un papel
did-account-disable = Quitó el acceso
did-account-enable = Devolvió el acceso
did-account-password = Dio una contraseña nueva
did-archive-export = Exportó datos
did-article-archive = Archivó un artículo
did-article-create = Creó un artículo
did-article-draft = Sacó un borrador de una conversación
did-article-flag = Avisó de un problema
did-article-merge = Unió dos artículos
did-article-publish = Publicó un artículo
did-article-restore = Recuperó un artículo
did-article-revise = Cambió un artículo
did-backup-make = Hizo una copia de seguridad
did-backup-download = Descargó una copia de seguridad
did-brand-add = Añadió una marca
did-brand-allow = Declaró público un contacto
did-brand-disallow = Quitó un contacto público
did-channel-add = Añadió un canal
did-conversation-ingest = Trajo conversaciones
did-conversation-resolve = Dio por resuelta una conversación
did-import-run = Importó
did-index-rebuild = Pidió rehacer el índice
did-job-cancel = Paró una tarea
did-link-add = Enlazó un artículo y una conversación
did-person-erase = Borró a una persona
did-person-export = Descargó los datos de una persona
did-redaction-decide = Decidió sobre un dato personal
did-token-create = Creó una clave
did-token-revoke = Anuló una clave
## Refusals
refused-state = Ha cambiado entretanto, o aún falta algo. Carga la página otra vez y mira cómo está ahora.
refused-unreadable = Vuelve atrás, revisa lo que escribiste y envíalo otra vez.
refused-empty = Un artículo sin texto no se puede publicar.
refused-archived = El artículo está archivado. Restáuralo primero.
refused-archived-already = El artículo ya está archivado.
refused-archived-not = El artículo no está archivado.
refused-open = La conversación sigue abierta. Márcala primero como resuelta.
refused-no-answer = Ningún mensaje nuestro responde aquí al cliente, así que no hay de dónde sacar un borrador.
refused-last-admin = Es la última cuenta de administración. Añade otra primero.
kind-email = una dirección de correo
kind-phone = un teléfono
kind-iban = un número de cuenta
kind-credit_card = un número de tarjeta
kind-dni = un DNI
kind-nie = un NIE
kind-order_id = un número de pedido
kind-tracking = un número de seguimiento
kind-imei = un IMEI
kind-plate = una matrícula
kind-password = una contraseña
kind-ip = una dirección IP
kind-handle = un nombre de usuario
kind-address = una dirección postal
kind-person = el nombre de una persona

## First steps
setup-page = Primeros pasos
setup-step = Paso { $n } de 5
setup-steps = Pasos
setup-language = Idioma
setup-account = Cuenta
setup-site = Sitio
setup-channels = Canales
setup-content = Contenido
setup-next = Seguir
setup-skip = Saltar este paso
setup-later = Podrás cambiarlo después en Administración.
setup-language-page = ¿En qué idioma seguimos?
setup-language-lead = Es el idioma de tus páginas y el primero de tu sitio.
setup-account-page = Crea la primera cuenta
setup-lead = Con ella se administra la instalación. El código está en el registro del servidor.
setup-code = Código de un solo uso
setup-code-hint = Se imprimió al arrancar el servidor.
setup-name = Tu nombre
setup-password-hint = Al menos { NUM($n) } caracteres.
setup-go = Crear la cuenta
setup-code-wrong = El código no es correcto. Está en el registro del servidor.
setup-site-page = Tu sitio
setup-site-unnamed = Ayuda
setup-site-name = Nombre del sitio
setup-site-name-hint = Lo que ve quien te visita, por ejemplo «Brizna Ayuda».
setup-site-address = Dirección pública
setup-site-address-hint = Con la que llega quien te visita, por ejemplo https://ayuda.brizna.example. Se usa desde el próximo arranque.
setup-site-settled = La fijan los ajustes del servidor: { $address }
setup-site-languages = Idiomas del sitio
setup-site-test = Probar la dirección
setup-reach-here = Funciona: estás en esa dirección ahora mismo.
setup-reach-answers = Funciona: allí responde un servidor de Precedent.
setup-reach-silent = Nadie responde ahí. Revisa el nombre, el puerto y que el proxy lleve a este servidor.
setup-reach-secure = Empieza por https y desde aquí no se puede probar. Ábrela en otra pestaña: si ves tu sitio, funciona.
setup-reach-open = Abrir { $address }
setup-channels-page = ¿Dónde te escriben?
setup-channels-lead = Se muestran donde alguien no encuentra su respuesta. Añade los que quieras, o sáltalo.
setup-channels-kind = Canal
setup-channels-handle = Tu cuenta, número o dirección ahí
setup-channels-add = Añadir
setup-channels-own = Canales añadidos
setup-channels-twice = Ese ya lo tienes.
setup-content-page = ¿Con qué empiezas?
setup-content-empty = Empezar vacío
setup-content-empty-hint = Escribes el primer artículo, o llega con la primera conversación resuelta.
setup-content-demo = Cargar la demostración
setup-content-demo-hint = Una empresa inventada, Brizna, con artículos y conversaciones en español y en inglés. Se ve en lugar de tu sitio hasta que la quites en Importar. Tarda unos segundos.
setup-content-import = Importar
setup-content-import-hint = Conversaciones o artículos que ya tienes, en CSV, JSON o Markdown.
first-page = Tres cosas para empezar
first-lead = Ya está en marcha. Prueba esto, en el orden que quieras.
first-search = Prueba una búsqueda
first-search-hint = Como quien te visita: con sus palabras, y hasta con una errata.
first-draft = Publica un borrador
first-draft-hint-conversation = De una conversación resuelta, con los datos personales ya ocultos.
first-draft-hint-new = Un título con las palabras de quien pregunta y una respuesta corta.
first-invite = Invita a alguien
first-invite-hint = Quien responde y quien escribe trabajan mejor con su propia cuenta.
first-unfinished = Los primeros pasos quedaron a medias.
first-continue = Seguir con ellos
first-demo = Se ve la demostración en lugar de { $name }.
first-own = Mostrar { $name }
first-restart = La dirección { $address } se usará cuando vuelvas a arrancar el servidor.
field-address = Escribe una dirección como https://ayuda.ejemplo.es.

## Keys
keys-open = Teclas
keys-title = Teclas de esta pantalla
keys-lead = Funcionan cuando no estás escribiendo.
keys-off-link = Se pueden desactivar.
keys-help = Esta lista
keys-escape = Salir del campo, cerrar
keys-move = Siguiente, anterior
keys-enter = Abrir
keys-redactions = Dato oculto anterior, siguiente
keys-close = Cerrar
keys-label = Teclas sueltas:
keys-on = activadas
keys-off = desactivadas
keys-hint = Atajos de una sola letra. Pulsa «?» en cualquier pantalla para ver los suyos.
articles-search = Buscar artículos
reply-edit = Cambiar la respuesta

## More of the public site
article-older = Esta traducción es anterior al último cambio del original ({ $language }).
article-original = Leer el original
article-copy = Copiar el enlace
article-copied = Enlace copiado
ask-wait-minutes =
    { $n ->
        [one] Respondemos en un minuto
       *[other] Respondemos en unos { NUM($n) } minutos
    }
ask-wait-hours =
    { $n ->
        [one] Respondemos en una hora
       *[other] Respondemos en unas { NUM($n) } horas
    }
search-filters = Filtros:
search-filter-remove = (quitar)
search-elsewhere =
    { $n ->
        [one] Una respuesta en otro idioma: { $language }
       *[other] { NUM($n) } respuestas en otro idioma: { $language }
    }
edit-archive-why = Qué leerá quien tenga el enlace
edit-archive-unsaid = Sin decir por qué
withdrawn-outdated = La respuesta ya no valía: algo ha cambiado desde entonces.
withdrawn-wrong = La respuesta no era correcta.
withdrawn-ended = Aquello de lo que trataba ya no existe.

## Replies
reply-to = Responder a { $name }
reply-go-private = Pasar a privado
reply-go-public = Volver a público
reply-conversation = Ver la conversación
reply-pick = Elegir una conversación
reply-queue =
    { $n ->
        [0] Esperan respuesta
       *[other] Esperan respuesta · { NUM($n) }
    }
reply-queue-none = Nada pendiente: nadie espera respuesta.
reply-wait-minutes = { NUM($n) } min
reply-wait-hours = { NUM($n) } h
reply-wait-days =
    { $n ->
        [one] un día
       *[other] { NUM($n) } días
    }
reply-incident = Hay una incidencia abierta: { $text } Si le afecta, cabe una disculpa, una sola vez.
reply-count-near = { NUM($n) } de { NUM($max) } · quedan { NUM($k) }
reply-count-over = { NUM($n) } de { NUM($max) } · sobran { NUM($k) }
reply-count-link = (enlace: { NUM($n) })
reply-recount = Contar
reply-shorten = Acortar
reply-write = Escribir la respuesta
reply-resolved = Enviada y resuelta
reply-other = Buscar otra respuesta
reply-found-hint = Aparecen aquí en cuanto pegues un mensaje o elijas una conversación.
reply-insert = Insertar
reply-inserted = Insertada
reply-edit-short = Editar
reply-copy-link = Copiar enlace
reply-undo = Deshacer
reply-rejected-for = Descartada: { $reason }
reply-reason-other_problem = es otro problema
reply-reason-outdated = está desactualizada
reply-reason-wrong_tone = el tono no encaja
reply-reason-wrong_language = está en otro idioma
reply-nothing-fits = ¿Ninguna sirve?
reply-report = Avisar de que falta
reply-reported = Edición ya sabe que falta una respuesta a esto.
reply-missing = Avisado: Edición verá que falta esta respuesta.
reply-missing-names = Falta rellenar { $names }.
reply-personal = Parece { $kind }. Quítalo o pasa a privado.
reply-leaks = Este enlace es de un artículo interno: en una respuesta pública no se puede poner.
reply-over-by =
    { $k ->
        [0] No cabe en este canal. Acórtala.
        [one] No cabe en este canal: sobra un carácter. Acórtala.
       *[other] No cabe en este canal: sobran { NUM($k) }. Acórtala.
    }
reply-keys-queue = siguiente, anterior
reply-keys-insert = insertar
reply-keys-other = buscar respuesta
reply-keys-write = escribir
reply-keys-all = todos los atajos
unit-bytes = octetos
unit-sms = caracteres de SMS

## Own password, threshold and brands
me-password = Tu contraseña
me-password-present = Contraseña actual
me-password-new = Contraseña nueva
me-password-hint = Al cambiarla se cierran tus demás sesiones.
me-password-change = Cambiar la contraseña
me-password-wrong = No es tu contraseña actual.
notice-password = Contraseña cambiada. Tus demás sesiones se han cerrado.
site-threshold-label = De 0 a 1
site-threshold-hint = Por debajo no se sugiere nada. Vacío: lo que dicen los ajustes, { $n }. Vale para toda la instalación y desde ya.
field-threshold = Escribe un número de 0 a 1.
notice-threshold = Guardado. Ya se usa.
admin-brands = Marca
did-settings-threshold = Cambió la seguridad mínima de las sugerencias
thing-settings = Ajustes

## Excerpt of the source
article-source-part = Así se preguntó, con los datos personales ocultos.
edit-excerpts = Qué se enseña de la fuente
edit-excerpts-hint = Como mucho cuatro frases, dichas en público y con los datos personales ya ocultos. Sin marcar, no se enseña nada.
edit-excerpts-many = Elige como mucho cuatro frases.
did-article-excerpt = Eligió qué se enseña de la fuente

## Opening of the reply, and who else replies
opening-apology = Sentimos {"{"}lo_ocurrido{"}"}.
opening-thanks = Gracias por {"{"}motivo{"}"}.
reply-opening = Apertura
reply-opening-none = Sin apertura
reply-opening-apology = Disculpa
reply-opening-thanks = Gracias
reply-opening-go = Poner
reply-apology-again = Ya hay una disculpa en esta conversación: una segunda suena a fórmula.
reply-late = Espera respuesta desde hace más de un día. Cabe una disculpa por el retraso, una sola vez.
reply-other-person = { $name } está respondiendo desde las { $time } UTC.
reply-take = Responder yo
reply-twice = { $name } acaba de responder a esta conversación. Tu texto sigue aquí: mira si aún hace falta.

## Reply targets
admin-targets = Objetivos
targets-lead = Cuánto quieres tardar en la primera respuesta. La cola de quien responde va por el tiempo que queda.
targets-channel = Canal
targets-minutes = Objetivo en minutos (vacío: ninguno)
targets-measured = Mediana de los últimos 28 días
targets-median =
    { $n ->
        [one] un minuto
       *[other] { NUM($n) } minutos
    }
targets-over = por encima
targets-within = dentro
targets-few = menos de 20 respuestas
targets-none = No hay ningún canal al que poner un objetivo.
reply-target = Objetivo { $target } · quedan { $left }
reply-target-over = Objetivo { $target } · vencido hace { $left }
reply-left-over = vencido
reply-older =
    { $n ->
        [one] Otra persona espera desde hace más de tres días
       *[other] Otras { NUM($n) } personas esperan desde hace más de tres días
    }
field-no-minutes = No es un número de minutos.

## Retention
privacy-retention = Cuánto se guardan las conversaciones
privacy-retention-days = Días desde el último mensaje (vacío: siempre)
privacy-retention-hint = Lo más antiguo se borra en menos de una hora y no se puede recuperar. Los artículos se quedan, con las veces que se usaron; los fragmentos de esas conversaciones, no.
field-retention = Es un número de días, 30 como mínimo.

## Signature
me-signature = Firma de tus respuestas
me-signature-hint = Por ejemplo ^LR. Se pone una vez al final de lo que insertas; vacía, no se pone.
reply-signed = Firma: { $signature }
reply-unsigned = Sin firma

## Precision of suggestions
precision-lead = Di cuántas veces debe acertar lo que se sugiere. Cuanto más segura deba ser, menos mensajes tendrán sugerencia.
precision-of = El { $date } se volvieron a preguntar { NUM($messages) } mensajes tuyos; de { NUM($judged) } se sabe qué era lo correcto.
precision-now = El umbral actual, { $threshold }, muestra algo en el { NUM($coverage) } % de ellos, y acierta en el { NUM($right) } % de lo que muestra.
precision-never = Aún no se ha medido con tus mensajes: la tabla muestra lo medido en conjuntos públicos.
precision-few = Hacen falta al menos { NUM($n) } mensajes con respuesta conocida y hay { NUM($judged) }: la tabla muestra lo medido en conjuntos públicos. Enlaza conversaciones resueltas con los artículos que las respondieron, o envía sugerencias, y mide otra vez.
precision-label = Lo que cuesta cada precisión
precision-wanted = Aciertos
precision-threshold = Umbral
precision-coverage = Mensajes con sugerencia
precision-right = Aciertos medidos
precision-rests = Se basa en
precision-messages =
    { $n ->
        [one] un mensaje
       *[other] { NUM($n) } mensajes
    }
precision-sets = conjuntos públicos
precision-unknown = aún no se sabe
precision-unreached = ningún umbral lo da con tus { NUM($n) } mensajes
precision-set = Usar este umbral
precision-measure = Medir con mis mensajes
precision-again = Medir otra vez
precision-going = Midiendo…
precision-by-hand = Escribir el umbral a mano
field-precision = Elige una para la que se conozca un umbral.
notice-measuring = Se está midiendo en segundo plano; vuelve a cargar esta página en un momento.
job-measure = Precisión de las sugerencias
job-interrupted-measure = El servidor se paró a mitad. Lo medido antes sigue valiendo; mide otra vez.

## Environments
admin-environments = Entornos
environments-lead = Para qué pueden ser tus respuestas
environments-what = Productos, versiones, países o plataformas en los que el mismo problema tiene otra respuesta. Un artículo es para lo que nombran su título, su entorno o sus etiquetas. A quien pregunta por Android, lo que es solo para iOS se le ofrece detrás de lo demás y diciéndolo. Si no declaras nada, nada cambia.
environments-name = Tipo
environments-name-hint = Por ejemplo: Plataforma
environments-values = Valores
environments-values-hint = Uno por línea y, tras dos puntos, otras formas de escribirlo: «iOS: iphone, ipad»
environments-another = Otro tipo
environments-remove = Para quitar un tipo, vacía sus dos campos.
field-values-twice = Dos valores se escriben igual.
field-many = Son demasiados.
notice-environments = Guardado. Las sugerencias y la búsqueda ya lo tienen en cuenta.
did-brand-environments = Cambió para qué pueden ser las respuestas
reply-environment = Para { $own }; preguntan por { $asked }
## Links that the product found by itself

conversation-link-found = Encontrado en la respuesta enviada. ¿Lo responde?
conversation-link-confirm = Sí
conversation-link-undo = No

## Synonyms
admin-synonyms = Sinónimos
synonyms-lead = Cómo escriben tus clientes y qué quieren decir. Cuenta en cuanto se guarda.
synonyms-add = Añadir una entrada
synonyms-words = Palabras
synonyms-hint = Lo mismo con otras palabras, separado por comas: chip, tarjeta SIM. O una abreviatura de una palabra, = y lo que significa: xq = por qué.
synonyms-language = Idioma
synonyms-entry = Entrada: { $words }
synonyms-remove = Quitar
synonyms-none = Ninguna entrada propia.
synonyms-shipped =
    { $n ->
        [one] Una entrada que ya se conoce
       *[other] { NUM($n) } entradas que ya se conocen
    }
notice-synonyms = Guardado. Ya se busca así.
field-synonym = Escribe al menos dos expresiones separadas por comas, o una abreviatura, = y lo que significa.
field-synonym-spelling = Lo que va delante de = es una sola palabra.
field-synonym-long = Es demasiado largo: como mucho 300 letras, y seis palabras por expresión.
field-synonym-known = Ya está en la lista.
field-synonym-many = La lista está llena. Quita antes alguna entrada.

## The preview of an article
preview-page = Página
preview-again = Actualizar
preview-applies = Vale para: { $what }
preview-size = { $words ->
        [one] una palabra
       *[other] { NUM($words) } palabras
    } · respuesta corta: { NUM($letters) } de { NUM($max) }
preview-own = Texto propio de este canal
preview-unlimited = { $n ->
        [one] un carácter, sin límite
       *[other] { NUM($n) } caracteres, sin límite
    }
preview-link = El enlace cuenta { NUM($n) }
preview-link-plain = Aquí el enlace se ve, pero no se puede pulsar.
preview-link-none = Falta el enlace: la dirección llega al guardar.
preview-gaps = Hay que rellenar antes de enviar: { $names }
preview-fits = Sale entera.
preview-cut = Lo que no cabe
preview-cut-short = no sale entera
preview-whole = Entera serían { NUM($n) }: sobran { NUM($k) }.
preview-parts = Entera, en { NUM($n) } mensajes
preview-none = Escribe la respuesta corta para verla en cada canal.

## A session that ended
login-ended = Tu sesión terminó mientras escribías. Entra otra vez: lo que enviaste sigue aquí.
resume-page = Has vuelto a entrar
resume-lead = Lo que enviaste no se perdió. Envíalo ahora y seguirás donde estabas.
resume-go = Enviarlo
resume-drop = Descartarlo

## The inbox
conversations-views = Vistas de la bandeja
conversations-view-all = Todas
conversations-view-open = Abiertas
conversations-view-uncovered = Resueltas sin artículo
conversations-view-covered = Resueltas con artículo
conversations-messages-word = { $n ->
        [one] mensaje
       *[other] mensajes
    }
conversations-all = Ver todas
articles-all = Ver todos
undo = Deshacer

## By words, and for another environment
search-environment = para { $own }
search-environment-asked = (preguntas por { $asked })
search-words-crowd = Ahora mismo se está buscando mucho: hemos mirado solo tus palabras tal cual. Prueba otra vez dentro de un momento.
search-words-silent = Hemos mirado solo tus palabras tal cual. Prueba otra vez dentro de un momento.
search-words-off = Hemos mirado solo tus palabras tal cual. Si no aparece, dilo de otra manera.
reply-words-crowd = Se está preguntando demasiado a la vez: esto se encontró solo por sus palabras.
reply-words-silent = El servicio que entiende el significado no contesta ahora: esto se encontró solo por sus palabras.
reply-words-off = Aquí se busca solo por las palabras, no por el significado.
conversation-earlier = Antes, la misma persona
reply-broken = Ahora no podemos proponerte respuestas. La búsqueda sigue funcionando, y lo que escribas aquí se queda.

## Doctor: the meaning
doctor-encoder = El codificador incluido da lo que debe.
doctor-encoder_off = El codificador está apagado: las respuestas se encuentran solo por las palabras.
doctor-encoder_missing = Este programa se compiló sin codificador: las respuestas se encuentran solo por las palabras.
doctor-fix-encoder_missing = Usa uno compilado con él, o pon encoder = "off" para decir que es lo que quieres.
doctor-encoder_wrong = El codificador incluido no da lo que debe: no se encuentra nada por el significado.
doctor-fix-encoder_wrong = Instala el programa de nuevo y compara su suma de comprobación; si sigue igual, fallan la memoria o el procesador de esta máquina.
doctor-vectors = Los vectores siguen lo que cambia.
doctor-vectors_none = Todavía no hay vectores de los artículos: las respuestas se encuentran solo por las palabras.
doctor-fix-vectors_none = Se hacen en segundo plano; si no llegan, el registro del servidor dice por qué.
doctor-vectors_other = Los vectores guardados son de otro codificador ({ $what }).
doctor-fix-vectors_other = Se hacen de nuevo por sí solos; hasta entonces se encuentra solo por las palabras.
doctor-vectors_stale = Los vectores son de otros datos, o demasiado viejos para seguir desde ahí.
doctor-fix-vectors_stale = Se hacen de nuevo en segundo plano.
doctor-vectors_behind = A los vectores les faltan { NUM($n) } cambios.
doctor-fix-vectors_behind = Se hacen en segundo plano; si no baja, el registro del servidor dice por qué.
doctor-synonyms = Los sinónimos se pueden leer ({ NUM($n) } entradas propias).
doctor-synonyms_unread =
    { $n ->
        [one] Una entrada de los sinónimos de { $what } no se puede leer y no cuenta.
       *[other] { NUM($n) } entradas de los sinónimos de { $what } no se pueden leer y no cuentan.
    }
doctor-fix-synonyms_unread = Arréglalas o quítalas en «Sinónimos».
doctor-synonyms_foreign =
    { $n ->
        [one] Una entrada de los sinónimos de { $what } es de un idioma que la marca no tiene.
       *[other] { NUM($n) } entradas de los sinónimos de { $what } son de idiomas que la marca no tiene.
    }
doctor-fix-synonyms_foreign = Quítalas en «Sinónimos», o da ese idioma a la marca.

## Inbox: preview
conversations-glance = Vista previa
glance-since = Desde el
glance-open = Sigue abierta.
glance-open-it = Abrir
glance-rest = { $n ->
        [one] Y un mensaje más
       *[other] Y { NUM($n) } mensajes más
    }

## Errors: what was typed
error-kept = Lo que escribiste no se ha perdido
error-kept-lead = Puedes enviarlo otra vez desde aquí. Si vuelve a fallar, copia el texto y guárdalo: esta página no lo conserva.
error-kept-text = Tu texto
error-kept-again = Enviar otra vez

## Administration: how things stand
people-roles = Papeles
people-can-agent = Responde, lee, enlaza y avisa.
people-can-editor = Además redacta, publica y archiva.
people-can-admin = Además ve y cambia estas páginas.
people-without =
    { $n ->
        [one] Y una persona sin acceso.
       *[other] Y { NUM($n) } personas sin acceso.
    }
people-consequences = Quitar acceso cierra sus sesiones al momento; lo que escribió se queda. Una contraseña nueva también cierra sus sesiones, y solo se muestra una vez.
tokens-live-count = Claves en vigor
tokens-idle = De ellas, nunca usadas
tokens-first-end = Próxima caducidad
tokens-no-end = Ninguna caduca
tokens-consequences = Una clave anulada deja de abrir al momento, y no se puede recuperar: el programa que la usa necesitará otra.
backup-here = en la carpeta de copias
backup-elsewhere = Se hizo desde la línea de órdenes y no está en la carpeta de copias.
backup-none = Pulsa «Hacer una copia ahora»; mientras tanto, si se estropea el disco se pierde todo.
backup-data = Los datos ahora
backup-folder-none = Se guardarán en { $folder }.
export-people =
    { $n ->
        [one] una persona que escribió
       *[other] { NUM($n) } personas que escribieron
    }
export-last = Última descarga
privacy-held = Lo que se guarda ahora
privacy-oldest = La más antigua, activa por última vez el
privacy-nothing = Todavía no hay ninguna.
privacy-people = Personas que escribieron
privacy-erased = Se borró a alguien por última vez el
privacy-erased-none = No se ha borrado a nadie.
privacy-kept = Se conservan
privacy-kept-days =
    { $n ->
        [one] un día
       *[other] { NUM($n) } días
    }
privacy-kept-ever = siempre
privacy-forgot =
    { $n ->
        [one] La última vez se borró una, el
       *[other] La última vez se borraron { NUM($n) }, el
    }
privacy-forgot-none = Por antigüedad no se ha borrado ninguna.
audit-since = Desde (UTC)
audit-take = Descargar lo filtrado:
audit-all = Ver todo
audit-unread = Esto no se entiende y el archivo lo tendría todo: vuelve a filtrar el registro.
thing-audit = Registro
did-audit-export = Descargó el registro

## One's own
me-reuse = Lo que reutilizas
me-reuse-rate = { NUM($n) } %
me-reuse-of =
    { $n ->
        [one] de la única respuesta que enviaste usa un artículo ({ NUM($reused) } de 1).
       *[other] de tus respuestas usan un artículo ({ NUM($reused) } de { NUM($n) }).
    }
me-reuse-none = No has enviado ninguna respuesta desde aquí.
me-reuse-hint = Últimos { NUM($n) } días: respuestas que insertan, adaptan o enlazan un artículo. Solo lo ves tú.

## Audit: what was done
thing-learning = Lo aprendido
thing-retention = Conservación
did-brand-change = Cambió el nombre o la dirección del sitio
did-brand-channel_change = Cambió un canal
did-brand-channel_disable = Ocultó un canal
did-brand-channel_enable = Volvió a mostrar un canal
did-brand-colours = Cambió los colores
did-brand-incident = Avisó de una incidencia
did-brand-incident_end = Terminó el aviso de una incidencia
did-brand-language_add = Añadió un idioma
did-brand-language_own = Cambió el idioma propio de la marca
did-brand-language_remove = Quitó un idioma
did-brand-logo = Cambió el logotipo
did-brand-page = Cambió una página propia
did-brand-synonym_add = Añadió un sinónimo
did-brand-synonym_change = Cambió un sinónimo
did-brand-synonym_remove = Quitó un sinónimo
did-brand-targets = Cambió los objetivos de respuesta
did-brand-topic_add = Añadió un tema
did-brand-topic_hide = Ocultó un tema
did-brand-topic_move = Cambió el orden de los temas
did-brand-topic_rename = Cambió el texto de un tema
did-brand-topic_show = Volvió a mostrar un tema
did-brand-words = Cambió los textos del sitio
did-learning-revert = Deshizo algo aprendido
did-learning-undo = Volvió a aceptar algo aprendido
did-link-confirm = Confirmó un enlace encontrado
did-link-refuse = Rechazó un enlace encontrado
did-retention-forget = Borró conversaciones por antigüedad
did-settings-home_brand = Eligió la marca de la portada
did-settings-public_url = Cambió la dirección pública
did-settings-retention = Cambió cuánto se guardan las conversaciones

## What a draft lacks, reports, and the desk
conversation-now-resolved = Marcada como resuelta.
conversation-now-linked = Enlazada con el artículo.
conversation-link-by-hand = Enlazar otro artículo
conversation-link-example = Su enlace corto o su código
conversation-link-go = Enlazar
conversation-link-odd = No hay ningún artículo en esa dirección. Pega su enlace, como /a/4f7k.
conversations-none = Todavía no hay conversaciones.
articles-none = Todavía no hay artículos. Salen de conversaciones resueltas o se escriben aquí.
edit-source-whole = Ver la conversación
edit-hint = Consejo
edit-channel_replies = Respuesta de un canal
check-courtesy = Sin saludos, disculpas, gracias ni firma
check-links = Los enlaces a artículos propios llevan a algún sitio
check-alike = Ningún otro artículo publicado dice lo mismo
missing-title = Escribe un título.
missing-resolution = Escribe la respuesta corta o qué hacer.
missing-redactions = Decide sobre cada dato personal encontrado.
missing-reply = Acorta la respuesta corta a 280 caracteres.
missing-topic = Elige al menos un tema.
lint-greeting = { $part }: quita el saludo; cada respuesta lleva el suyo.
lint-apology = { $part }: quita la disculpa o el pésame; eran para una persona, y un artículo lo leen muchas.
lint-thanks = { $part }: quita las gracias; eran para una persona.
lint-signature = { $part }: quita la firma; cada respuesta lleva la de quien la envía.
lint-exclamation = { $part }: quita las exclamaciones; el texto dice lo mismo con calma.
lint-emoji = { $part }: quita los emojis; no todo el mundo los ve ni los oye igual.
flag-title = Avisar de un problema
flag-lead = Aquí solo lo puedes leer. Si algo no está bien, díselo a quien edita.
flag-kind = Qué pasa
flag-kind-wrong = No es correcto
flag-kind-outdated = Está desactualizado
flag-kind-unclear = No se entiende
flag-kind-missing_environment = No dice para qué producto o versión vale
flag-kind-not_public = No debería ser público
flag-comment = Qué cambiarías (opcional)
flag-send = Avisar
flag-done = Atendido
notice-flagged = Aviso enviado. Quien edite el artículo lo verá aquí.
notice-unflagged = Aviso atendido.
did-article-unflag = Atendió un aviso sobre un artículo
history-told-draft = Sacado de una conversación
history-told-import = Importado
history-told-hidden = Se ocultó un dato personal
history-told-kept = Se dejó un dato en el texto
history-first = Es el primer texto: no hay otro anterior con el que compararlo.
conversations-search = Buscar en la bandeja
edit-missing-few =
    { $n ->
        [one] Falta una cosa
       *[other] Faltan { NUM($n) } cosas
    }

## Answers, their way out of use and their language
language-called-es = español
language-called-en = inglés
home-topics-none = Aún no hay temas con respuestas.
ask-soon-minutes =
    { $n ->
        [one] un minuto
       *[other] unos { NUM($n) } min
    }
ask-soon-hours =
    { $n ->
        [one] una hora
       *[other] unas { NUM($n) } h
    }
error-403-to = No tienes permiso para { $action }
error-403-action-admin = administrar la instalación
error-403-action-write = escribir artículos
error-403-action-edit = cambiar artículos
error-403-action-history = volver a una versión anterior
error-403-action-resolve = decidir sobre conversaciones
error-403-action-else = esto
error-410-instead = En su lugar, lee:
edit-archive-instead = Qué respuesta la sustituye (opcional)
edit-archive-instead-hint = Su enlace corto o su código, por ejemplo 4f7k. Sin motivo, la dirección lleva directamente allí.
field-replaced_by = Escribe el enlace corto o el código de otro artículo que no esté archivado.

## The demo, loaded and removed
import-demo = Demostración
import-demo-absent = Tu sitio aún no tiene contenido. Puedes cargar una marca inventada con sus artículos y conversaciones para probarlo todo, y quitarla cuando quieras. Tarda unos segundos.
import-demo-load = Cargar la demostración
import-demo-loaded = { $brand } es una marca inventada: { NUM($articles) } artículos y { NUM($conversations) } conversaciones. Al quitarla se borra todo lo que tiene, también lo que hayas añadido a ella. Lo de otras marcas y las cuentas se quedan.
import-demo-yes = Sí, borrar { $brand } con todo lo que tiene
import-demo-sure = Marca la casilla para confirmar que quieres borrarla.
import-demo-remove = Quitar la demostración
notice-demo_loaded = Demostración cargada. Se podrá buscar en unos segundos.
notice-demo_removed = Demostración quitada.
did-demo-load = Cargó la demostración
did-demo-remove = Quitó la demostración
thing-demo = Demostración

## Handles of channels
field-handle-phone = Escribe un número de teléfono, de 7 a 15 cifras.
field-handle-blanks = Escribe el nombre de usuario, sin espacios.

## What doctor says of rights
doctor-folder_open = La carpeta de datos { $what } está abierta a otros usuarios de la máquina.
doctor-fix-folder_open = Ciérrala, que guarda mensajes privados: chmod -R go= { $what }

## What the log tells, and what stands in the way of publishing
audit-imported = { NUM($conversations) } conversaciones y { NUM($articles) } artículos nuevos o cambiados; { NUM($rejected) } sin traer

## What an article said before, for readers
versions-page = Historial de «{ $title }»
versions-lead = Los textos que se han publicado, del más nuevo al más antiguo.
versions-present = texto actual
versions-number = Versión { NUM($n) }
versions-plus =
    { $n ->
        [one] 1 palabra añadida
       *[other] { NUM($n) } palabras añadidas
    }
versions-minus =
    { $n ->
        [one] 1 palabra quitada
       *[other] { NUM($n) } palabras quitadas
    }
versions-none = No hay versiones anteriores que se puedan leer.
versions-of = { $title } · versión del { $date }
versions-older = Esta es una versión anterior, del { $date }. Puede que ya no valga.
versions-read = Leer la respuesta actual
versions-all = Ver el historial
## Facts, words and audience of a draft
check-facts = Datos confirmados si otras respuestas los niegan
check-words = El título usa palabras de clientes
check-language = El texto está en el idioma del artículo
check-audience = Está elegido quién puede leerlo
missing-facts = Confirma los datos que otras respuestas niegan, o corrígelos.
missing-audience = Sale de una conversación privada: elige que sea público, o publícalo solo para el equipo.
facts-ours =
    { $n ->
        [0] Aquí pone «{ $ours }».
        [one] Aquí y en otra respuesta pone «{ $ours }».
       *[other] Aquí y en otras { NUM($n) } respuestas pone «{ $ours }».
    }
facts-theirs =
    { $n ->
        [one] Una dice «{ $theirs }»:
       *[other] { NUM($n) } dicen «{ $theirs }»:
    }
facts-conversation = conversación { $id }
facts-confirm = Confirmo lo que pone aquí
facts-by = Confirmado por { $name },
advice-words = Los clientes dicen: { $text }.
advice-language = Idioma del texto, por lo que parece: { $text }. Idioma del artículo: { $other }.
chosen-open = Sale de una conversación privada y nadie lo ha elegido.
chosen-public = Sale de una conversación privada; elegido: todo el mundo.
chosen-internal = Sale de una conversación privada; elegido: solo el equipo.
chosen-may-public = Que lo lea todo el mundo
chosen-may-internal = Solo el equipo
notice-confirmed = Confirmado con tu nombre.
notice-chosen = Elegido con tu nombre.
did-article-hide = Ocultó a los lectores una versión anterior
did-article-show = Volvió a mostrar una versión anterior
did-article-facts = Confirmó los datos de un artículo
did-article-audience = Eligió quién puede leer un artículo
topics-proposed = propuesto
